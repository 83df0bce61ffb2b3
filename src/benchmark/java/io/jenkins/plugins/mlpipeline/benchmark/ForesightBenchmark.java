package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.engine.foresight.Boundary;
import io.jenkins.plugins.mlpipeline.engine.foresight.Foresight;
import io.jenkins.plugins.mlpipeline.engine.foresight.History;
import io.jenkins.plugins.mlpipeline.engine.foresight.Notes;
import io.jenkins.plugins.mlpipeline.engine.foresight.TrackRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** How often foresight notes something where nothing is, and how often what it foresees comes: the tables of docs/foresight.md. */
public final class ForesightBenchmark {
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    private ForesightBenchmark() {}

    /** @param args how many histories in which nothing changes (2,000), and with a trend (500) */
    public static void main(String[] args) {
        int same = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int trends = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        Random random = new Random(1);
        nothing(same, random);
        System.out.println();
        System.out.println(
                "| Trend a day | Histories | Sentences | Came true | Earlier | Not in time | Ended with a change |"
                        + " Open | Changes seen |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (double slope : new double[] {0.02, 0.05, 0.1, 0.2}) {
            trend(trends, slope, random);
        }
    }

    private static void nothing(int histories, Random random) {
        int left = 0;
        int changed = 0;
        int crossing = 0;
        for (int i = 0; i < histories; i++) {
            Notes notes = Foresight.of(history(50, 0, random), new Boundary(3, true));
            left += notes.unexplained() ? 1 : 0;
            changed += notes.changes().isEmpty() ? 0 : 1;
            crossing += notes.crossing() == null ? 0 : 1;
        }
        System.out.println("| Histories of 50 | Newest not explained | A change | A crossing |");
        System.out.println("|---|---|---|---|");
        System.out.printf("| %d | %d | %d | %d |%n", histories, left, changed, crossing);
    }

    private static void trend(int histories, double slope, Random random) {
        int[] ends = new int[6];
        int changes = 0;
        for (int i = 0; i < histories; i++) {
            Notes notes = Foresight.of(history(100, slope, random), new Boundary(60 * slope, true));
            TrackRecord record = notes.trackRecord();
            int[] counts = {
                record.made(), record.cameTrue(), record.early(), record.missed(), record.interrupted(), record.open()
            };
            for (int k = 0; k < ends.length; k++) {
                ends[k] += counts[k];
            }
            changes += notes.changes().size();
        }
        System.out.printf(
                "| %s | %d | %d | %d | %d | %d | %d | %d | %d |%n",
                slope, histories, ends[0], ends[1], ends[2], ends[3], ends[4], ends[5], changes);
    }

    /** One value a day, normal around a line, with a standard deviation of 1. */
    private static History history(int days, double slope, Random random) {
        List<History.Entry> entries = new ArrayList<>();
        for (int i = 0; i < days; i++) {
            entries.add(new History.Entry(
                    "#" + (i + 1), BEGIN.plus(Duration.ofDays(i)), slope * i + random.nextGaussian(), null, Map.of()));
        }
        return new History("x", entries);
    }
}
