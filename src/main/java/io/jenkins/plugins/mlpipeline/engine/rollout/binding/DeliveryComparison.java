package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery.Hashed;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink.How;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ImageRef;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compares what is delivered with what a gate judged. */
final class DeliveryComparison {
    private final Delivery delivery;
    private final GateVerdict gate;
    private final String judged;
    private final Pod pod;
    private final JudgedModel model;
    private final Coverage coverage;

    /** What came of it. */
    sealed interface Result {
        /**
         * Something is what was judged, or nothing could be compared.
         *
         * @param uncovered see {@link GateLink#uncovered}
         * @param texts see {@link GateLink#texts}
         */
        record Bound(How how, String compared, String container, List<String> uncovered, List<String> texts)
                implements Result {
            /** What no text has a part in. */
            Bound(How how, String compared, List<String> uncovered) {
                this(how, compared, null, uncovered, List.of());
            }
        }

        /** Something is not what was judged. */
        record Differs(String name, String actual) implements Result {}

        /** Nothing of what was judged is delivered. */
        record Nothing(String why) implements Result {}
    }

    /**
     * @param gate that is bound to something
     * @param texts see {@link Coverage}
     */
    DeliveryComparison(Delivery delivery, GateVerdict gate, Set<String> texts) {
        this.delivery = delivery;
        this.gate = gate;
        this.judged = gate.digest();
        this.pod = delivery.pod();
        this.model = new JudgedModel(judged, delivery.model());
        this.coverage = new Coverage(pod, model, texts);
    }

    Result result() {
        return gate.imageRepository().isEmpty() ? ofModel() : ofImage();
    }

    private Result ofModel() {
        Hashed delivered = delivery.model();
        if (delivered != null && !delivered.digest().equals(judged)) {
            return new Result.Differs(delivered.name(), delivered.digest());
        }
        Optional<Brought.Named> other = delivery.brought().otherThan(model);
        if (other.isPresent()) {
            return new Result.Differs(other.get().label(), other.get().digest());
        }
        String annotated = delivery.imageModelDigest();
        if (annotated != null && !annotated.equals(judged)) {
            return new Result.Differs("the image's annotation", annotated);
        }
        if (delivery.restart()) {
            return new Result.Bound(How.DECLARED_ONLY, null, List.of());
        }
        return mounted()
                .or(this::image)
                .or(this::handedOver)
                .or(this::hashed)
                .or(this::unmounted)
                .orElseGet(() -> annotated == null ? nothing() : annotated());
    }

    /** A container mounts the model: of those that serve, or, when that can't be told, of all. */
    private Optional<Result> mounted() {
        List<Container> carrying = where(coverage::carries);
        if (carrying.isEmpty()) {
            return Optional.empty();
        }
        List<Container> serving = pod.serving().isEmpty() ? carrying : pod.serving();
        List<Container> bound = serving.stream().filter(coverage::carries).toList();
        String compared = (bound.isEmpty() ? carrying : bound)
                .stream().map(coverage::where).distinct().collect(Collectors.joining("; "));
        return Optional.of(bound(
                How.BYTES, compared, bound, serving, "which may be the one that serves, does not mount the model"));
    }

    /** A container runs, or mounts, the image of the judged digest. */
    private Optional<Result> image() {
        List<Container> same = where(this::isJudgedImage);
        if (same.isEmpty()) {
            return Optional.empty();
        }
        List<Container> serving = serving();
        List<Container> bound = serving.stream().filter(this::isJudgedImage).toList();
        return bound.isEmpty()
                ? Optional.empty()
                : Optional.of(bound(
                        How.IMAGE,
                        "the digest of " + images(bound),
                        bound,
                        serving,
                        "which may be the one that serves, has another image"));
    }

    private boolean isJudgedImage(Container container) {
        return container.image().digest().equals(judged) || coverage.mountsImage(container);
    }

    private String images(List<Container> containers) {
        return containers.stream()
                .map(container -> (container.image().digest().equals(judged) ? "the image of" : "an image mounted into")
                        + " container " + container.name())
                .collect(Collectors.joining(" and "));
    }

    private Result bound(How how, String compared, List<Container> bound, List<Container> serving, String lacking) {
        List<String> open = new ArrayList<>();
        for (Container container : serving) {
            if (!bound.contains(container)) {
                open.add(PlainText.line("container " + container.name() + ", " + lacking));
            }
        }
        open.addAll(coverage.uncovered(bound));
        return new Result.Bound(
                open.isEmpty() ? how : How.PIPELINE,
                PlainText.line(compared),
                bound.isEmpty() ? null : PlainText.line(names(bound)),
                open,
                coverage.texts(bound));
    }

    private Optional<Result> hashed() {
        Hashed delivered = delivery.model();
        return delivered == null
                ? Optional.empty()
                : Optional.of(
                        new Result.Bound(How.PIPELINE, PlainText.line("the bytes of " + delivered.name()), unseen()));
    }

    /** The manifests bring the model, but no container is seen to mount it. */
    private Optional<Result> unmounted() {
        return delivery.brought()
                .carrier(model)
                .map(label -> new Result.Bound(
                        How.PIPELINE, "the files of " + label + ", which no container mounts", unseen()));
    }

    /** What the containers that serve run and mount, none of which was compared. */
    private List<String> unseen() {
        List<Container> serving = serving();
        List<String> lines = new ArrayList<>();
        if (serving.isEmpty()) {
            lines.add("what the pods of this kind run and mount");
        }
        for (Container container : serving) {
            lines.add(PlainText.line("container " + container.name() + ": what its image "
                    + container.image().repository() + " holds"));
        }
        lines.addAll(coverage.uncovered(serving));
        return lines;
    }

    /** The pipeline says that an annotation of the image names the model; nobody has read the image. */
    private Result annotated() {
        List<Container> serving = serving();
        return !serving.isEmpty()
                        && serving.stream()
                                .allMatch(container -> container.image().pinned())
                ? new Result.Bound(How.DECLARED_ONLY, null, unseen())
                : new Result.Nothing(
                        "the image of the container that serves is not named by its digest, so that its annotation says"
                                + " nothing");
    }

    private Result nothing() {
        return new Result.Nothing("nothing that is deployed can be compared with the model that was judged (" + judged
                + "): name the model that the pipeline delivers (model), or judge the image itself"
                + " (validate with subject image@sha256:...)");
    }

    private Result ofImage() {
        if (delivery.restart()) {
            return new Result.Bound(How.DECLARED_ONLY, null, List.of());
        }
        return image().or(this::handedOver).orElseGet(this::noImage);
    }

    /** An init container of the judged image fills a volume for the container that serves. */
    private Optional<Result> handedOver() {
        List<Container> serving = serving();
        return pod.containers().stream()
                .filter(from -> !from.running() && isJudgedImage(from))
                .filter(from -> serving.stream().anyMatch(to -> pod.feeds(from, to)))
                .findFirst()
                .map(from -> new Result.Bound(
                        How.PIPELINE, PlainText.line("the digest of " + images(List.of(from))), unseen()));
    }

    private Result noImage() {
        List<Container> serving = serving();
        List<ImageRef> same = serving.stream()
                .map(Container::image)
                .filter(image -> image.repository().equals(gate.imageRepository()))
                .toList();
        for (ImageRef image : same) {
            if (image.pinned()) {
                return new Result.Differs(image.repository(), image.digest());
            }
        }
        if (!same.isEmpty()) {
            return new Result.Nothing("the image that was judged (" + gate.subject()
                    + ") is named by a tag in the manifests, which can be pushed again");
        }
        List<Container> beside = where(this::isJudgedImage);
        return new Result.Nothing(
                beside.isEmpty()
                        ? "no container runs the image that was judged (" + gate.subject() + ")"
                        : "the image that was judged (" + gate.subject() + ") is that of container " + names(beside)
                                + ", and what serves is container " + names(serving)
                                + " (say so if it isn't: container)");
    }

    /** The containers that may be the ones that serve. */
    private List<Container> serving() {
        return pod.serving().isEmpty() ? pod.running() : pod.serving();
    }

    private List<Container> where(Predicate<Container> holds) {
        return pod.running().stream().filter(holds).toList();
    }

    private static String names(List<Container> containers) {
        return containers.stream().map(Container::name).collect(Collectors.joining(", "));
    }
}
