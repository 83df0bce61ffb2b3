package io.jenkins.plugins.mlpipeline.steps.worker;

import io.jenkins.plugins.mlpipeline.engine.runtime.Pack;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import io.jenkins.plugins.mlpipeline.engine.spec.TrainKeys;
import io.jenkins.plugins.mlpipeline.engine.spec.ValidateKeys;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.worker.WorkerSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which libraries a piece of work needs: PyTorch is large, so it travels only to where it is used. */
final class NeededPacks {
    private NeededPacks() {}

    /** The packs for a command with a spec that has the step's parameters over it. */
    static Set<Pack> of(String command, Spec spec) {
        boolean pytorch =
                switch (command) {
                    case WorkerSpec.TRAIN -> trains(spec);
                    case WorkerSpec.VALIDATE -> validates(spec);
                    default -> false;
                };
        return pytorch ? EnumSet.allOf(Pack.class) : EnumSet.of(Pack.BASE);
    }

    private static boolean trains(Spec spec) {
        if (spec.get(TrainKeys.ALGORITHM) != null
                && !spec.get(TrainKeys.ALGORITHM).equals("auto")) {
            return Algorithm.of(spec.get(TrainKeys.ALGORITHM)).needsTorch();
        }
        List<String> candidates = spec.get(TrainKeys.CANDIDATES);
        return candidates == null || candidates.stream().map(Algorithm::of).anyMatch(Algorithm::needsTorch);
    }

    private static boolean validates(Spec spec) {
        String model = spec.get(ValidateKeys.MODEL);
        return model != null && (model.endsWith(".pt") || model.endsWith(".pth"));
    }
}
