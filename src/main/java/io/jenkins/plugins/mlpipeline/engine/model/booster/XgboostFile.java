package io.jenkins.plugins.mlpipeline.engine.model.booster;

import io.jenkins.plugins.mlpipeline.engine.model.booster.BoosterModel.Meaning;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** XGBoost's own files: JSON and UBJSON. */
final class XgboostFile {
    /** Major and minor numbers that were compared with the library. */
    private static final Set<String> VERSIONS = Set.of("2.1", "3.0", "3.1", "3.2");

    private static final Map<String, Meaning> OBJECTIVES = Map.of(
            "binary:logistic", Meaning.LOG_ODDS,
            "multi:softprob", Meaning.LOG_PROBABILITIES,
            "multi:softmax", Meaning.LOG_PROBABILITIES,
            "reg:squarederror", Meaning.NUMBER,
            "count:poisson", Meaning.LOG_NUMBER,
            "rank:pairwise", Meaning.NUMBER,
            "rank:ndcg", Meaning.NUMBER);

    private XgboostFile() {}

    /**
     * Reads a model.
     *
     * @param document as {@link UbJson} or {@link BoosterJson} reads it
     * @throws Unreadable when it is of another version or kind than those that were compared
     */
    static BoosterModel read(Object document) {
        if (!(document instanceof Map<?, ?> model)) {
            throw new Unreadable("is not whole, or is damaged. Save the model again.");
        }
        requireVersion(model);
        Map<?, ?> learner = Values.object(model, "learner");
        requireTrees(learner);
        Map<?, ?> parameters = Values.object(learner, "learner_model_param");
        String objective = Values.text(Values.object(learner, "objective"), "name");
        Meaning meaning = OBJECTIVES.get(objective);
        if (meaning == null) {
            throw new Unreadable("was trained for the objective " + shown(objective) + "; "
                    + OBJECTIVES.keySet().stream().sorted().toList() + " are read. Export it as ONNX.");
        }
        int outputs = Math.max(1, count(parameters, "num_class"));
        int features = count(parameters, "num_feature");
        if (count(parameters, "num_target") > 1 || features == 0) {
            throw new Unreadable(
                    "answers several numbers a row, or takes no column, which is not read. Export it as ONNX.");
        }
        if (meaning == Meaning.LOG_PROBABILITIES && outputs < 2
                || meaning != Meaning.LOG_PROBABILITIES && outputs > 1) {
            throw new Unreadable(
                    "has " + outputs + " classes for the objective " + shown(objective) + ". Save the model again.");
        }
        List<Tree> trees = new ArrayList<>();
        for (Tree tree : XgboostTrees.of(model, Integer.MAX_VALUE)) {
            if (tree.output() < 0 || tree.output() >= outputs) {
                throw new Unreadable("has a tree for a class that there is not. Save the model again.");
            }
            trees.add(TreeShape.checked(tree, features));
        }
        requireAllRounds(learner, trees.size(), outputs);
        return new BoosterModel(
                "xgboost",
                trees,
                start(Values.text(parameters, "base_score"), meaning, outputs),
                meaning,
                features,
                names(learner, features));
    }

    private static void requireVersion(Map<?, ?> model) {
        if (model.get("version") == null) {
            throw new Unreadable(
                    "doesn't say which version of XGBoost wrote it. Save the model again with XGBoost 3.2.");
        }
        int[] numbers = Values.ints(model, "version");
        String written = numbers.length < 2 ? Arrays.toString(numbers) : numbers[0] + "." + numbers[1];
        if (!VERSIONS.contains(written)) {
            throw new Unreadable("was written by XGBoost " + written + ", and files of "
                    + VERSIONS.stream().sorted().toList()
                    + " are read, which were compared with the library. Save the model with one of them, or export it as"
                    + " ONNX.");
        }
    }

    private static void requireTrees(Map<?, ?> learner) {
        Map<?, ?> booster = Values.object(learner, "gradient_booster");
        String name = Values.text(booster, "name");
        if (!name.equals("gbtree")) {
            throw new Unreadable("is a booster of the kind " + shown(name) + "; gbtree is read. Export it as ONNX.");
        }
        for (Object item : Values.list(Values.object(booster, "model"), "trees")) {
            if (item instanceof Map<?, ?> tree
                    && (Values.length(tree, "categories") > 0 || Values.length(tree, "categories_nodes") > 0)) {
                throw new Unreadable(
                        "splits by categories, which is not read. Encode these columns as numbers, or export it"
                                + " as ONNX.");
            }
            if (item instanceof Map<?, ?> tree
                    && !"1".equals(Values.text(Values.object(tree, "tree_param"), "size_leaf_vector"))
                    && !"0".equals(Values.text(Values.object(tree, "tree_param"), "size_leaf_vector"))) {
                throw new Unreadable("has leaves of several numbers, which is not read. Export it as ONNX.");
            }
        }
    }

    /** The library's two interfaces disagree about a model that stopped early: one asks all rounds, one the best. */
    private static void requireAllRounds(Map<?, ?> learner, int trees, int outputs) {
        Map<?, ?> booster = Values.object(learner, "gradient_booster", "model", "gbtree_model_param");
        if (!(learner.get("attributes") instanceof Map<?, ?> attributes)
                || !(attributes.get("best_iteration") instanceof String best)) {
            return;
        }
        int perRound = outputs * Math.max(1, count(booster, "num_parallel_tree"));
        if (!best.matches("[0-9]{1,9}") || (Long.parseLong(best) + 1) * perRound != trees) {
            throw new Unreadable(
                    "stopped early at round " + shown(best) + " and holds more rounds, of which XGBClassifier and"
                            + " Booster ask different ones. Save booster[: booster.best_iteration + 1].");
        }
    }

    /** What the sums start from, as log odds and the like: the file has it as a probability or a number. */
    private static float[] start(String written, Meaning meaning, int outputs) {
        String[] parts = written.replaceAll("[\\[\\]\\s]", "").split(",");
        if (parts.length != 1 && parts.length != outputs) {
            throw new Unreadable(
                    "has " + parts.length + " base scores for " + outputs + " outputs. Save the model again.");
        }
        float[] start = new float[outputs];
        for (int k = 0; k < outputs; k++) {
            double score;
            try {
                score = Double.parseDouble(parts[parts.length == 1 ? 0 : k]);
            } catch (NumberFormatException e) {
                throw new Unreadable("has no number as its base_score. Save the model again.");
            }
            start[k] = (float)
                    switch (meaning) {
                        case LOG_ODDS -> Math.log(score / (1 - score));
                        case LOG_NUMBER -> Math.log(score);
                        case NUMBER, LOG_PROBABILITIES -> score;
                    };
            if (!Float.isFinite(start[k])) {
                throw new Unreadable("has a base_score that is impossible for its objective. Save the model again.");
            }
        }
        return start;
    }

    private static List<String> names(Map<?, ?> learner, int features) {
        List<String> names = new ArrayList<>();
        if (learner.get("feature_names") != null) {
            Values.list(learner, "feature_names").forEach(name -> names.add(String.valueOf(name)));
        }
        return names.size() == features ? names : List.of();
    }

    private static int count(Map<?, ?> from, String key) {
        String written = from.get(key) instanceof String text ? text : "0";
        if (!written.matches("[0-9]{1,7}")) {
            throw new Unreadable("has no count as its " + key + ". Save the model again.");
        }
        return Integer.parseInt(written);
    }

    private static String shown(String written) {
        return written.length() > 60 ? written.substring(0, 60) + "..." : written;
    }
}
