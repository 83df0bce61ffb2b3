package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.engine.monitoring.WatchSimulation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How often a watch alarms when nothing has changed, and how soon when something has: the tables of docs/monitoring.md. */
public final class WatchBenchmark {
    private static final int DAYS = 30;

    private WatchBenchmark() {}

    /** @param args how many watches in which nothing changes (1,000), and in which something does (200) */
    public static void main(String[] args) throws IOException {
        int same = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int changed = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        System.out.println(
                "| Rows learnt from | Rows a look | Watches | Looks | Looks that chance makes certain | Bad looks"
                        + " | Alarms in 30 days | Asked for |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        quiet(same, 5000, 500);
        quiet(same, 500, 500);
        quiet(same, 300, 100);
        System.out.println();
        System.out.println(
                "| What changes | Rows a look | Watches | Caught within 30 looks | Looks until then (median) |");
        System.out.println("|---|---|---|---|---|");
        for (int rows : new int[] {200, 1000}) {
            for (double shift : new double[] {0.2, 0.3, 0.5, 1}) {
                caught("a number lies higher by " + shift + " standard deviations", changed, rows, shift, 0);
            }
            for (double more : new double[] {0.1, 0.2, 0.4}) {
                caught("a category takes " + Math.round(more * 100) + " % of the other rows", changed, rows, 0, more);
            }
        }
        System.out.println();
        System.out.println("| Accuracy falls from 85 % by | Labelled rows a look | Looks that are bad |");
        System.out.println("|---|---|---|");
        for (double drop : new double[] {0, 0.02, 0.05, 0.1}) {
            Random random = new Random(7);
            int bad = 0;
            for (int i = 0; i < 10 * changed; i++) {
                bad += WatchSimulation.isWorse(random, 2000, 500, 0.85, drop, 0.005 / 10) ? 1 : 0;
            }
            System.out.printf("| %.0f points | 500 | %.1f %% |%n", drop * 100, 10.0 * bad / changed);
        }
    }

    private static void quiet(int watches, int training, int rows) throws IOException {
        long looks = 0;
        long certain = 0;
        long bad = 0;
        long alarms = 0;
        for (int seed = 0; seed < watches; seed++) {
            WatchSimulation.Outcome outcome = WatchSimulation.run(seed, training, rows, DAYS, 0, 0);
            looks += outcome.looks();
            certain += outcome.certain();
            bad += outcome.bad();
            alarms += outcome.alarms();
        }
        System.out.printf(
                "| %,d | %,d | %,d | %,d | %.2f %% | %.2f %% | %.4f | 0.05 |%n",
                training,
                rows,
                watches,
                looks,
                100.0 * certain / looks,
                100.0 * bad / looks,
                (double) alarms / watches);
    }

    private static void caught(String what, int watches, int rows, double shift, double more) throws IOException {
        List<Integer> when = new ArrayList<>();
        for (int seed = 0; seed < watches; seed++) {
            int first = WatchSimulation.run(seed, 5000, rows, DAYS, shift, more).firstAlarm();
            if (first > 0) {
                when.add(first);
            }
        }
        when.sort(null);
        System.out.printf(
                "| %s | %,d | %,d | %.1f %% | %s |%n",
                what, rows, watches, 100.0 * when.size() / watches, when.isEmpty() ? "-" : when.get(when.size() / 2));
    }
}
