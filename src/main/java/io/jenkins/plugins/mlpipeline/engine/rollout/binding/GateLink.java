package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * How what is deployed is bound to a gate's verdict; the record of a decision that {@link Binding} made.
 *
 * @param how how much of it was compared with what was judged
 * @param compared what was, in words; {@code null} when nothing was, or in a record of an earlier version
 * @param container the containers that it is said of, with commas between them; {@code null} when none was seen to get it
 * @param uncovered what those containers may load that nothing was compared with, a line for each
 * @param texts paths of files that count as covered only because the administrator named them
 * @param gateDigest what was judged by which policy, see {@link GateVerdict#identity}; {@code null} without a verdict
 * @param judgedAt when the verdict was given, ISO 8601, or {@code null}
 * @param reason why it was deployed without a verdict, or {@code null}
 * @param approval of a verdict that is no PASS, or {@code null}
 */
public record GateLink(
        How how,
        String compared,
        String container,
        List<String> uncovered,
        List<String> texts,
        String gateDigest,
        String judgedAt,
        String reason,
        Approval approval) {
    public GateLink {
        uncovered = uncovered == null ? List.of() : List.copyOf(uncovered);
        texts = texts == null ? List.of() : List.copyOf(texts);
    }

    /** A link of which only the level is known. */
    public GateLink(How how, String gateDigest, String judgedAt, String reason) {
        this(how, null, null, List.of(), List.of(), gateDigest, judgedAt, reason, null);
    }

    /** How much was compared with the digest that the gate judged: four levels, the strongest first, and none. */
    public enum How {
        /** Every file of the volume that carries the model, and whatever else the container mounts. */
        BYTES(
                "every file that the container mounts was hashed: it is of the model that was judged, or a text that may stand"
                        + " beside it"),
        /** The digest by which an image is named. */
        IMAGE(
                "the image that the container runs or mounts is named by the digest that was judged, and nothing else is mounted"),
        /** Bytes were hashed on their way, but it was not seen that the container loads them, and nothing else. */
        PIPELINE("what was hashed is what was judged; that the container loads it, and nothing else, was not seen"),
        /** Nothing: the verdict's digest is only declared. */
        DECLARED_ONLY("nothing that is deployed could be compared; the digest is only declared"),
        /** There is no verdict; somebody said why. */
        UNGATED("there is no verdict");

        private final String meaning;

        How(String meaning) {
            this.meaning = meaning;
        }

        /** What it means, as the end of a sentence. */
        public String meaning() {
            return meaning;
        }

        /** Whether it says as much as another. */
        public boolean isAtLeast(How other) {
            return compareTo(other) <= 0;
        }

        /**
         * Reads a level that is demanded.
         *
         * @param name of the option
         * @throws UserError when it is none
         */
        public static How level(String name, String written) {
            String word = written.strip().toUpperCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(how -> how != UNGATED && how.name().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new UserError(
                            name + " is \"" + written + "\"; BYTES, IMAGE, PIPELINE or DECLARED_ONLY is expected."));
        }
    }

    /** Whether a passing verdict stands behind it, and no person's word. */
    public boolean passed() {
        return gated() && approval == null;
    }

    /** Whether a verdict stands behind it. */
    public boolean gated() {
        return how != How.UNGATED;
    }

    /**
     * The same where other texts may stand beside a model: what is no longer named is not covered.
     *
     * @param named the paths that the administrator names now
     */
    GateLink where(Set<String> named) {
        List<String> lost = texts.stream().filter(text -> !named.contains(text)).toList();
        if (lost.isEmpty()) {
            return this;
        }
        List<String> open = new ArrayList<>(uncovered);
        lost.forEach(text -> open.add(text + ", a text that the administrator no longer names"));
        return new GateLink(
                how.isAtLeast(How.PIPELINE) ? How.PIPELINE : how,
                compared,
                container,
                open,
                texts.stream().filter(named::contains).toList(),
                gateDigest,
                judgedAt,
                reason,
                approval);
    }

    /** The same as a part of a deployment whose other workloads rely on texts too. */
    GateLink relyingOn(List<String> others) {
        Set<String> all = new TreeSet<>(texts);
        all.addAll(others);
        return new GateLink(
                how, compared, container, uncovered, List.copyOf(all), gateDigest, judgedAt, reason, approval);
    }

    /** What is said of it to people: the level and what it means, then what was compared, then what was not. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("bound to the gate: " + how + (container == null ? "" : ", container " + container) + " ("
                + how.meaning() + ")");
        if (compared != null) {
            lines.add("  compared: " + compared);
        }
        uncovered.forEach(line -> lines.add("  not covered: " + line));
        return lines;
    }
}
