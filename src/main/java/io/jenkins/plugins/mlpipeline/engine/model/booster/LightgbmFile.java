package io.jenkins.plugins.mlpipeline.engine.model.booster;

import io.jenkins.plugins.mlpipeline.engine.model.booster.BoosterModel.Meaning;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * LightGBM's text files. A cell goes left when it is smaller or equal; thresholds are rounded down to float32, which is the
 * same for every cell that is a float32.
 */
final class LightgbmFile {
    private static final String VERSION = "v4";
    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_SHIFT = 2;
    private static final int MISSING_MASK = 3;
    private static final int MISSING_IS_ZERO = 1;
    private static final int MISSING_IS_NAN = 2;

    private final Map<String, String> head;
    private final List<Map<String, String>> trees;

    private LightgbmFile(Map<String, String> head, List<Map<String, String>> trees) {
        this.head = head;
        this.trees = trees;
    }

    /**
     * Reads a model.
     *
     * @throws Unreadable when it is of another version or kind than those that were compared
     */
    static BoosterModel read(String text) {
        Map<String, String> head = new LinkedHashMap<>();
        List<Map<String, String>> trees = new ArrayList<>();
        Map<String, String> here = head;
        boolean whole = false;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.equals("end of trees")) {
                whole = true;
                break;
            }
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals);
            if (key.equals("Tree")) {
                here = new LinkedHashMap<>();
                trees.add(here);
            } else if (!key.isEmpty()) {
                here.put(key, equals < 0 ? "" : line.substring(equals + 1));
            }
        }
        if (!whole) {
            throw new Unreadable("is cut off: it has no \"end of trees\". Copy or save the model again.");
        }
        return new LightgbmFile(head, trees).model();
    }

    private BoosterModel model() {
        String version = head.getOrDefault("version", "no version");
        if (!version.equals(VERSION)) {
            throw new Unreadable("is a LightGBM file of the version " + shown(version) + "; " + VERSION
                    + " is read (LightGBM 4), which was compared with the library. Save the model with LightGBM 4, or export"
                    + " it as ONNX.");
        }
        if (head.containsKey("average_output")) {
            throw new Unreadable("is a random forest of LightGBM, which is not read. Export it as ONNX.");
        }
        Meaning meaning = meaning(head.getOrDefault("objective", "none"));
        int outputs = count("num_class");
        if (outputs != count("num_tree_per_iteration") || outputs > 1 != (meaning == Meaning.LOG_PROBABILITIES)) {
            throw new Unreadable("has " + outputs + " classes for the objective "
                    + shown(head.getOrDefault("objective", "none")) + ". Save the model again.");
        }
        int features = count("max_feature_idx") + 1;
        List<Tree> read = new ArrayList<>();
        for (int t = 0; t < trees.size(); t++) {
            read.add(TreeShape.checked(tree(trees.get(t), t % outputs), features));
        }
        if (read.isEmpty() || read.size() % outputs != 0) {
            throw new Unreadable("has " + read.size() + " trees for " + outputs + " classes. Save the model again.");
        }
        String[] names = head.getOrDefault("feature_names", "").split(" ");
        boolean made = Arrays.stream(names).allMatch(name -> name.matches("Column_[0-9]+"));
        return new BoosterModel(
                "lightgbm",
                read,
                new float[outputs],
                meaning,
                features,
                names.length == features && !made ? List.of(names) : List.of());
    }

    private static Meaning meaning(String objective) {
        return switch (objective.strip()) {
            case "binary sigmoid:1" -> Meaning.LOG_ODDS;
            case "regression", "lambdarank" -> Meaning.NUMBER;
            case "poisson" -> Meaning.LOG_NUMBER;
            default -> {
                if (objective.matches("multiclass num_class:[0-9]{1,5}")) {
                    yield Meaning.LOG_PROBABILITIES;
                }
                throw new Unreadable("was trained for the objective \"" + shown(objective)
                        + "\"; binary, multiclass, regression, poisson and lambdarank with their usual settings are read."
                        + " Export it as ONNX.");
            }
        };
    }

    private Tree tree(Map<String, String> said, int output) {
        if (!said.getOrDefault("num_cat", "0").equals("0")) {
            throw categorical();
        }
        if (!said.getOrDefault("is_linear", "0").equals("0")) {
            throw new Unreadable("has linear models in its leaves, which is not read. Export it as ONNX.");
        }
        double[] values = numbers(said, "leaf_value");
        int leaves = values.length;
        int inner = leaves - 1;
        double[] features = inner == 0 ? new double[0] : numbers(said, "split_feature");
        double[] thresholds = inner == 0 ? new double[0] : numbers(said, "threshold");
        double[] decisions = inner == 0 ? new double[0] : numbers(said, "decision_type");
        double[] lefts = inner == 0 ? new double[0] : numbers(said, "left_child");
        double[] rights = inner == 0 ? new double[0] : numbers(said, "right_child");
        for (double[] list : new double[][] {features, thresholds, decisions, lefts, rights}) {
            if (list.length != inner) {
                throw new Unreadable("has a tree in it that is none. Save the model again.");
            }
        }
        int size = inner + leaves;
        int[] left = new int[size];
        int[] right = new int[size];
        int[] feature = new int[size];
        float[] threshold = new float[size];
        boolean[] missingLeft = new boolean[size];
        float[] weights = new float[size];
        for (int n = 0; n < inner; n++) {
            left[n] = child(lefts[n], inner);
            right[n] = child(rights[n], inner);
            feature[n] = (int) features[n];
            threshold[n] = smallerThan(thresholds[n]);
            missingLeft[n] = missingLeft((int) decisions[n], thresholds[n]);
        }
        for (int leaf = 0; leaf < leaves; leaf++) {
            left[inner + leaf] = -1;
            right[inner + leaf] = -1;
            weights[inner + leaf] = (float) values[leaf];
        }
        return new Tree(output, 1, left, right, feature, threshold, missingLeft, weights);
    }

    /** Leaves are counted down from -1; here they stand behind the inner nodes. */
    private static int child(double written, int inner) {
        int child = (int) written;
        return child >= 0 ? child : inner + ~child;
    }

    /** A float32 is smaller than this one just when it is smaller than or equal to the threshold. */
    private static float smallerThan(double threshold) {
        float nearest = (float) threshold;
        return nearest > threshold ? nearest : Math.nextUp(nearest);
    }

    private static boolean missingLeft(int decision, double threshold) {
        if ((decision & CATEGORICAL) != 0) {
            throw categorical();
        }
        return switch (decision >> MISSING_SHIFT & MISSING_MASK) {
            // Nothing was missing when it was trained: a missing cell is taken for zero.
            case 0 -> threshold >= 0;
            case MISSING_IS_NAN -> (decision & DEFAULT_LEFT) != 0;
            case MISSING_IS_ZERO ->
                throw new Unreadable("takes zero for missing (zero_as_missing), which is not read. Export it as ONNX.");
            default -> throw new Unreadable("has a tree in it that is none. Save the model again.");
        };
    }

    private static Unreadable categorical() {
        return new Unreadable(
                "splits by categories, which is not read. Encode these columns as numbers, or export it as ONNX.");
    }

    private static double[] numbers(Map<String, String> said, String key) {
        String[] parts = said.getOrDefault(key, "").split(" ");
        double[] numbers = new double[parts.length];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Double.parseDouble(parts[i]);
            } catch (NumberFormatException e) {
                throw new Unreadable("has no " + key + " as it should be. Save the model again.");
            }
        }
        return numbers;
    }

    private int count(String key) {
        String written = head.getOrDefault(key, "");
        if (!written.matches("[0-9]{1,6}")) {
            throw new Unreadable("has no count as its " + key + ". Save the model again.");
        }
        return Integer.parseInt(written);
    }

    private static String shown(String written) {
        return written.length() > 60 ? written.substring(0, 60) + "..." : written;
    }
}
