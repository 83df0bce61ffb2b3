package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import io.jenkins.plugins.mlpipeline.engine.verification.Conclusion;
import io.jenkins.plugins.mlpipeline.engine.verification.SampledPrometheus;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationPlan;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationState;
import io.jenkins.plugins.mlpipeline.engine.verification.VerifiedDeployment;
import io.jenkins.plugins.mlpipeline.engine.verification.Verifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * How often a verification fails that should not, and how soon one fails that should: simulated traffic, scraped every 15 s,
 * beside the rules of other tools on the same samples.
 */
public final class VerificationBenchmark {
    private static final int RUNS = 1_000;
    private static final long START = Instant.parse("2026-11-30T10:00:00Z").toEpochMilli();
    private static final long BEFORE = Duration.ofMinutes(20).toMillis();
    private static final int SCRAPE = 15;
    private static final int SECONDS = 3_600;
    private static final String NEW = "namespace=\"bank\",pod=\"fraud-7c-aaaaa\"";
    private static final String OLD = "namespace=\"bank\",pod=\"fraud-5b-bbbbb\"";

    private VerificationBenchmark() {}

    /** A clock that goes on when it is told. */
    private static final class Time extends Clock {
        private long millis = START;

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Cumulated counts, one for each scrape. */
    private record Traffic(long[] good, long[] bad) {
        /** Requests come as a Poisson process; each fails by itself. */
        static Traffic of(Random random, double perSecond, double failing) {
            long[] good = new long[SECONDS / SCRAPE];
            long[] bad = new long[good.length];
            for (int i = 1; i < good.length; i++) {
                good[i] = good[i - 1] + poisson(random, perSecond * SCRAPE * (1 - failing));
                bad[i] = bad[i - 1] + poisson(random, perSecond * SCRAPE * failing);
            }
            return new Traffic(good, bad);
        }

        private static long poisson(Random random, double mean) {
            double limit = Math.exp(-mean);
            if (limit == 0) {
                return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
            }
            long count = 0;
            for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
                count++;
            }
            return count;
        }

        /** The share of failures in the scrapes from one to another. */
        double share(int from, int to) {
            long failures = bad[to] - bad[from];
            return (double) failures / Math.max(1, failures + good[to] - good[from]);
        }
    }

    private static void serve(SampledPrometheus prometheus, String pod, long from, Traffic traffic) {
        prometheus.series("up{" + pod + "}", from, Long.MAX_VALUE, t -> 1);
        prometheus.series(
                "http_requests_total{code=\"200\"," + pod + "}",
                from,
                Long.MAX_VALUE,
                t -> traffic.good[(int) ((t - from) / 1000 / SCRAPE)]);
        prometheus.series(
                "http_requests_total{code=\"500\"," + pod + "}",
                from,
                Long.MAX_VALUE,
                t -> traffic.bad[(int) ((t - from) / 1000 / SCRAPE)]);
    }

    private static Deployment deployment() {
        return Json.parse("""
                {"schemaVersion": 1, "status": "DEPLOYED", "changed": true, "kind": "Deployment", "name": "fraud",
                 "namespace": "bank", "replicaSet": "fraud-7c", "durationMs": 1, "startedAt": "2026-11-30T10:00:00Z",
                 "previous": {"revision": 1, "replicaSet": "fraud-5b", "fullyAvailable": true}}
                """, Deployment.class, "deployment.json");
    }

    private static Verification verify(Traffic old, Traffic now, String... checks) throws InterruptedException {
        SampledPrometheus prometheus = new SampledPrometheus();
        serve(prometheus, OLD, START - BEFORE, old);
        serve(prometheus, NEW, START, now);
        VerificationPlan plan = new VerificationPlan(
                Stream.of(checks)
                        .map(c -> CheckReader.parse(c, CheckReader.Defaults.STANDARD))
                        .toList(),
                VerificationPlan.WINDOW,
                VerificationPlan.INTERVAL,
                1,
                3,
                null);
        Time time = new Time();
        VerifiedDeployment subject = new VerifiedDeployment(deployment(), null);
        VerificationState state = VerificationState.begin(START);
        while (!state.done()) {
            Verifier.Tick tick = new Verifier(plan, subject, prometheus, Map.of(), time, line -> {}).step(state);
            state = tick.state();
            time.millis += tick.delay().toMillis();
        }
        return Conclusion.of(plan, subject, state, "simulated", null);
    }

    /** The share over the last minute at each minute, and how many of ten may be above the limit: how analyses of rates decide. */
    private static int byRates(Traffic now, double limit, int allowed) {
        int bad = 0;
        for (int minute = 1; minute <= 10; minute++) {
            if (now.share((minute - 1) * 60 / SCRAPE, minute * 60 / SCRAPE) > limit && ++bad > allowed) {
                return minute;
            }
        }
        return 0;
    }

    private record Case(String name, double perSecond, double old, double now, String... checks) {}

    /** Prints a table; arguments are not read. */
    public static void main(String[] args) throws InterruptedException {
        String limit = "http.errors<=1 %";
        String versus = "http.errors(id=versus)<=previous";
        List<Case> cases = List.of(
                new Case("no change, at the limit: 1 %", 10, 0.01, 0.01, limit),
                new Case("no change, 1 %, compared", 10, 0.01, 0.01, versus),
                new Case("no change, at the limit and compared", 10, 0.01, 0.01, limit, versus),
                new Case("no change, 0.1 %, compared", 10, 0.001, 0.001, versus),
                new Case("no change, at the limit, 1 request a second", 1, 0.01, 0.01, limit),
                new Case("no change, half of the limit: 0.5 %", 10, 0.005, 0.005, limit),
                new Case("0.5 % becomes 1.5 %", 10, 0.005, 0.015, limit),
                new Case("0.5 % becomes 2 %", 10, 0.005, 0.02, limit),
                new Case("0.5 % becomes 5 %", 10, 0.005, 0.05, limit),
                new Case("0.1 % becomes 0.5 %, compared", 10, 0.001, 0.005, versus),
                new Case("0.5 % becomes 5 %, 1 request a second", 1, 0.005, 0.05, limit));
        System.out.println("| Traffic | FAIL | after minutes (median) | PASS | Argo's rule: fails | after minutes"
                + " | Flagger's rule: fails | after minutes |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (Case c : cases) {
            print(c);
        }
    }

    private static void print(Case c) throws InterruptedException {
        int passed = 0;
        List<Integer> first = new ArrayList<>();
        List<Integer> fifth = new ArrayList<>();
        List<Integer> minutes = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(20261130L + run);
            Traffic old = Traffic.of(random, c.perSecond, c.old);
            Traffic now = Traffic.of(random, c.perSecond, c.now);
            Verification end = verify(old, now, c.checks);
            passed += end.verdict() == Verdict.PASS ? 1 : 0;
            if (end.verdict() == Verdict.FAIL) {
                minutes.add(end.timeline().size());
            }
            // Argo Rollouts' failureLimit is 0 unless somebody says otherwise; Flagger's examples have a threshold of
            // 5.
            first.add(byRates(now, 0.01, 0));
            fifth.add(byRates(now, 0.01, 4));
        }
        first.removeIf(minute -> minute == 0);
        fifth.removeIf(minute -> minute == 0);
        boolean compared = !String.join(" ", c.checks).contains("1 %");
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s | %s |%n",
                c.name,
                percent(minutes.size()),
                median(minutes),
                percent(passed),
                compared ? "" : percent(first.size()),
                compared ? "" : median(first),
                compared ? "" : percent(fifth.size()),
                compared ? "" : median(fifth));
    }

    private static String median(List<Integer> minutes) {
        minutes.sort(null);
        return minutes.isEmpty() ? "" : String.valueOf(minutes.get(minutes.size() / 2));
    }

    private static String percent(int count) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / RUNS);
    }
}
