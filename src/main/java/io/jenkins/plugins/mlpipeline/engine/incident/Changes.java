package io.jenkins.plugins.mlpipeline.engine.incident;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.Change;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.ChangeKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Diff;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What changed at a target since a moment, from what revisions, field managers and events say. Pure. */
final class Changes {
    private static final int MOST = 30;
    private static final int MOST_DETAILS = 20;
    private static final String CONTROLLER = "kube-controller-manager";
    private static final String REPLICAS = "spec.replicas";
    private static final String SCALED_UP = "Scaled up replica set ";
    private static final String SCALED_DOWN = "Scaled down replica set ";

    /** The clock of a cluster writes whole seconds. */
    private static final Duration SAME = Duration.ofSeconds(2);

    private static final Map<String, String> MARKS = marks();

    private final Instant from;
    private final Seen seen;
    private final UnaryOperator<String> mask;
    private final List<Change> found = new ArrayList<>();

    private Changes(Instant from, Seen seen, UnaryOperator<String> mask) {
        this.from = from;
        this.seen = seen;
        this.mask = mask;
    }

    /**
     * What was read.
     *
     * @param revisions all of the workload, the newest first
     * @param current the one of its template; empty when there is none yet
     * @param templateWriter the field manager that wrote the template last; empty when not known
     */
    record Seen(
            List<Revision> revisions,
            Optional<Revision> current,
            String templateWriter,
            List<Diagnosis.Writer> writers,
            List<ReadBy> configuration,
            List<Diagnosis.Event> events) {}

    /**
     * A ConfigMap or Secret that the pods read.
     *
     * @param kind its kind
     * @param name its name
     * @param at when it was written last; null when not known
     * @param manager who wrote it; null when not known
     */
    record ReadBy(String kind, String name, Instant at, String manager) {}

    /** The newest first. */
    static List<Change> since(Instant from, Seen seen, UnaryOperator<String> mask) {
        Changes changes = new Changes(from, seen, mask);
        changes.templates();
        changes.configuration();
        changes.writers();
        changes.marks(seen.revisions());
        changes.found.sort(Comparator.comparing(Change::at).reversed());
        return List.copyOf(changes.found.subList(0, Math.min(MOST, changes.found.size())));
    }

    private void templates() {
        for (Revision revision : seen.revisions()) {
            boolean current =
                    seen.current().filter(c -> c.name().equals(revision.name())).isPresent();
            Optional<Instant> at = Optional.ofNullable(revision.created()).filter(t -> !t.isBefore(from));
            if (at.isEmpty() && current) {
                at = wentBack(revision);
            }
            // The first revision came with the workload itself, which is a change too.
            at.ifPresent(when -> found.add(template(revision, when, current ? seen.templateWriter() : "")));
        }
    }

    /** A revision of before has pods again, and another has fewer. */
    private Optional<Instant> wentBack(Revision current) {
        boolean others = seen.events().stream()
                .anyMatch(
                        e -> e.message().startsWith(SCALED_DOWN) && !e.message().contains(current.name()));
        return seen.events().stream()
                .filter(e -> others && e.message().startsWith(SCALED_UP + current.name() + " "))
                .map(e -> Instant.parse(e.first()))
                .filter(t -> !t.isBefore(from))
                .min(Comparator.naturalOrder());
    }

    private Change template(Revision revision, Instant at, String writer) {
        Optional<Revision> before = seen.revisions().stream()
                .filter(r -> r.number() < revision.number())
                .max(Comparator.comparingLong(Revision::number));
        List<String> lines = Diff.lines(
                before.map(Revision::template).orElse(MissingNode.getInstance()), revision.template(), false);
        boolean restart = before.isPresent()
                && !lines.isEmpty()
                && lines.stream().allMatch(l -> l.contains(Annotations.RESTARTED_AT));
        String which = "revision " + revision.number() + " (" + revision.name() + ")";
        String what = restart
                ? "the pods were restarted: " + which
                : before.isEmpty()
                        ? which + " was deployed, before which there is none"
                        : which + " was rolled out after revision "
                                + before.get().number();
        List<String> details = before.isEmpty()
                ? List.of()
                : lines.stream().limit(MOST_DETAILS).map(mask).toList();
        return new Change(at.toString(), ChangeKind.TEMPLATE, what, writer.isEmpty() ? null : writer, details);
    }

    private void configuration() {
        for (ReadBy read : seen.configuration()) {
            if (read.at() != null && !read.at().isBefore(from)) {
                found.add(new Change(
                        read.at().toString(),
                        ChangeKind.CONFIGURATION,
                        read.kind() + " " + read.name() + ", which the pods read, was written",
                        read.manager(),
                        List.of()));
            }
        }
    }

    private void writers() {
        for (Diagnosis.Writer writer : seen.writers()) {
            Optional<Instant> at = time(writer.at()).filter(t -> !t.isBefore(from));
            if (at.isEmpty() || writer.manager().equals(CONTROLLER) || told(writer, at.get())) {
                continue;
            }
            boolean scaled = writer.fields().equals(List.of(REPLICAS));
            found.add(new Change(
                    at.get().toString(),
                    scaled ? ChangeKind.SCALE : ChangeKind.OBJECT,
                    scaled ? "the number of wanted pods was written" : "fields of the workload were written",
                    writer.manager(),
                    writer.fields()));
        }
    }

    /** Whether it is the write that brought a template that is listed already. */
    private boolean told(Diagnosis.Writer writer, Instant at) {
        return found.stream()
                .filter(c -> c.kind() == ChangeKind.TEMPLATE && writer.manager().equals(c.who()))
                .anyMatch(c -> Duration.between(Instant.parse(c.at()), at).abs().compareTo(SAME) <= 0);
    }

    private void marks(List<Revision> revisions) {
        for (Revision revision : revisions) {
            MARKS.forEach((mark, words) -> {
                String written = revision.annotations().getOrDefault(mark, "");
                int space = written.indexOf(' ');
                time(space < 0 ? written : written.substring(0, space))
                        .filter(t -> !t.isBefore(from))
                        .ifPresent(at -> found.add(new Change(
                                at.toString(),
                                ChangeKind.MARK,
                                "revision " + revision.number() + " (" + revision.name() + ") " + words
                                        + (space < 0 ? "" : " (" + mask.apply(written.substring(space + 1)) + ")"),
                                null,
                                List.of())));
            });
        }
    }

    /** The marks of a revision in words, for the document. */
    static List<String> words(Revision revision, UnaryOperator<String> mask) {
        List<String> words = new ArrayList<>();
        MARKS.forEach((mark, said) -> {
            if (revision.annotations().containsKey(mark)) {
                words.add(said + " " + mask.apply(revision.annotations().get(mark)));
            }
        });
        return words;
    }

    private static Map<String, String> marks() {
        Map<String, String> marks = new LinkedHashMap<>();
        marks.put(Annotations.DEPLOYED, "was found deployed");
        marks.put(Annotations.VERIFIED, "was verified");
        marks.put(Annotations.REFUTED, "failed its verification");
        marks.put(Annotations.FAILED, "was rolled back from");
        return marks;
    }

    private static Optional<Instant> time(String written) {
        try {
            return written == null || written.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(written));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
