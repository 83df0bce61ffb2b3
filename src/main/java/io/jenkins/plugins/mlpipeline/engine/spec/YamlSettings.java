package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.io.YamlReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into {@link Setting}s within {@link TextLimits#SPEC}. No object is ever constructed from a tag. The document is
 * read as nodes because those know line and column.
 */
final class YamlSettings {
    /** The largest spec, in characters. */
    static final int MOST_CHARACTERS = 1 << 20;

    /** Decimal numbers alone: YAML 1.1 also knows octal, sexagesimal and underscored ones, which nobody means. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,4})?");

    private final String name;

    private YamlSettings(String name) {
        this.name = name;
    }

    /**
     * @param text the whole document
     * @param name the file's name, for messages
     * @throws UserError when it is not one YAML document whose root is a mapping, or beyond the bounds
     */
    static Setting.Section read(String text, String name) {
        if (text.length() > MOST_CHARACTERS) {
            throw new UserError(
                    name + ": larger than " + (MOST_CHARACTERS >> 20) + " MiB, which is more than a spec needs.");
        }
        Node root;
        try {
            root = compose(text, name);
        } catch (MarkedYAMLException e) {
            throw new UserError(
                    YamlReader.at(name, e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark())
                            + ": not valid YAML: " + problem(e) + ".",
                    e);
        } catch (YAMLException e) {
            throw new UserError(
                    name + ": not valid YAML: "
                            + e.getMessage().lines().findFirst().orElse("") + ".",
                    e);
        }
        if (root == null) {
            throw new UserError(
                    name + ": the file is empty; a spec begins with \"apiVersion: " + Spec.API_VERSION + "\".");
        }
        YamlSettings reader = new YamlSettings(name);
        if (reader.setting(root) instanceof Setting.Section section) {
            return section;
        }
        throw new UserError(reader.at(root) + ": a spec is a mapping of keys to values; it begins with \"apiVersion: "
                + Spec.API_VERSION + "\".");
    }

    private static Node compose(String text, String name) {
        List<Node> documents = YamlReader.nodes(name, text, new Budget(TextLimits.SPEC));
        if (documents.size() > 1) {
            throw new UserError(YamlReader.at(name, documents.get(1).getStartMark())
                    + ": a second YAML document begins here; a spec is one document.");
        }
        return documents.isEmpty() ? null : documents.get(0);
    }

    private static String problem(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? "" : e.getProblem().strip();
        return e.getContext() == null || e.getContext().isBlank()
                ? problem
                : e.getContext().strip() + ", " + problem;
    }

    private Setting setting(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (node instanceof SequenceNode sequence) {
            List<Setting> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(setting(item));
            }
            return new Setting.Items(items, at(node));
        }
        Map<String, Setting> entries = new LinkedHashMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new UserError(at(tuple.getKeyNode()) + ": a key must be a plain text.");
            }
            String first = places.putIfAbsent(key.getValue(), at(key));
            if (first != null) {
                throw new UserError(at(key) + ": the key \"" + key.getValue() + "\" was already given at " + first
                        + "; keep one of them.");
            }
            entries.put(key.getValue(), setting(tuple.getValueNode()));
        }
        return new Setting.Section(entries, places, at(node));
    }

    private Setting.Scalar scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        Object value = text;
        if (tag.equals(Tag.NULL)) {
            value = null;
        } else if (tag.equals(Tag.BOOL)) {
            value = switch (text.toLowerCase(java.util.Locale.ROOT)) {
                case "true", "yes", "on" -> Boolean.TRUE;
                default -> Boolean.FALSE;
            };
        } else if (node.isPlain() && NUMBER.matcher(text).matches()) {
            value = new BigDecimal(text);
        } else if (!tag.startsWith(Tag.PREFIX)) {
            throw new UserError(at(node) + ": the tag \"" + tag.getValue() + "\" is not allowed in a spec.");
        }
        return new Setting.Scalar(value, text, at(node));
    }

    private String at(Node node) {
        return YamlReader.at(name, node.getStartMark());
    }
}
