package io.jenkins.plugins.mlpipeline.engine.io;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.resolver.Resolver;

/** The one reader of YAML: everything is held against a {@link Budget} before anything is built of it. */
public final class YamlReader {
    private YamlReader() {}

    /**
     * The documents of a text as nodes, which know line and column. An alias is the node that it stands for, so that what
     * walks over the nodes meets at most as many as the budget allows.
     *
     * @param name what to call the text in messages
     * @throws UserError when it goes beyond the budget
     * @throws YAMLException when it is not YAML
     */
    public static List<Node> nodes(String name, String text, Budget budget) {
        budget.checkLength(text.length(), name);
        LoaderOptions options = options();
        Composer composer =
                new Composer(new LimitedEvents(parser(text, options), name, budget), new Resolver(), options);
        List<Node> nodes = new ArrayList<>();
        while (composer.checkNode()) {
            nodes.add(composer.getNode());
        }
        return nodes;
    }

    /**
     * The documents of a text as trees, with plain values as YAML 1.2 reads them. Neither a tag nor a key twice is taken.
     *
     * @param name what to call the text in messages; the text itself is never shown
     * @throws UserError when it is not YAML, has a tag, or goes beyond the budget
     */
    public static List<JsonNode> trees(String name, String text, Budget budget) {
        budget.checkLength(text.length(), name);
        LoaderOptions options = options();
        SafeConstructor plain = new TextKeys(options, name);
        plain.setAllowDuplicateKeys(false);
        plain.setComposer(new Composer(
                new LimitedEvents(
                        new Untagged(parser(text, options), name, budget, !text.contains("Secret")), name, budget),
                new PlainValues(),
                options));
        List<JsonNode> trees = new ArrayList<>();
        try {
            while (plain.checkData()) {
                trees.add(Json.tree(plain.getData()));
            }
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String at = mark == null ? "" : " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
            // The cause would show the lines around the place, which may be a Secret's.
            throw new UserError(name + ": not valid YAML" + at + ": " + problem(e.getProblem()) + ".");
        } catch (YAMLException e) {
            throw new UserError(name + ": not valid YAML: "
                    + e.getMessage().lines().findFirst().orElse("") + ".");
        }
        return trees;
    }

    /** An alias's name stands where a value does, and may be one that lacks its quotes. */
    private static String problem(String problem) {
        int alias = String.valueOf(problem).indexOf("undefined alias");
        return alias < 0 ? problem : problem.substring(0, alias) + "undefined alias";
    }

    /** As {@code ml.yaml:12:5}. */
    public static String at(String name, Mark mark) {
        return mark == null ? name : name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    private static Parser parser(String text, LoaderOptions options) {
        return new ParserImpl(new WholeText(text.startsWith("\uFEFF") ? text.substring(1) : text), options);
    }

    /** The library's own limits are out of the way of the budget's, which are never wider. */
    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        options.setNestingDepthLimit(Integer.MAX_VALUE);
        options.setAllowRecursiveKeys(false);
        return options;
    }

    /** Builds mappings whose keys are as many texts: JSON has no other keys, and no two that read alike. */
    private static final class TextKeys extends SafeConstructor {
        private final String name;

        TextKeys(LoaderOptions options, String name) {
            super(options);
            this.name = name;
        }

        @Override
        protected void constructMapping2ndStep(MappingNode node, Map<Object, Object> mapping) {
            super.constructMapping2ndStep(node, mapping);
            Set<String> texts = new HashSet<>();
            for (Object key : mapping.keySet()) {
                if (key == null) {
                    throw new UserError(at(name, node.getStartMark())
                            + ": a mapping begins here that has an empty key. Write the key, in quotes if it is null.");
                }
                if (!texts.add(key.toString())) {
                    throw new UserError(at(name, node.getStartMark()) + ": a mapping begins here that has the key \""
                            + key + "\" twice, with and without quotes. Keep one of them.");
                }
            }
        }
    }

    /**
     * Refuses tags before anything is built (SECURITY-1731 and SECURITY-2448 were YAML tags).
     *
     * @param shown whether a tag that YAML doesn't have is shown: it stands where a value does, and may be a Secret's that lacks
     *     its quotes
     */
    private record Untagged(Parser events, String name, Budget budget, boolean shown) implements Parser {
        @Override
        public boolean checkEvent(Event.ID choice) {
            return events.checkEvent(choice);
        }

        @Override
        public Event peekEvent() {
            return events.peekEvent();
        }

        @Override
        public Event getEvent() {
            Event event = events.getEvent();
            String tag = null;
            if (event instanceof ScalarEvent scalar) {
                tag = scalar.getTag();
            } else if (event instanceof CollectionStartEvent collection) {
                tag = collection.getTag();
            }
            // That a plain value is a text can be said in quotes too.
            boolean text = event instanceof ScalarEvent && Tag.STR.getValue().equals(tag);
            if (tag != null && !text) {
                String which = shown || tag.startsWith(Tag.PREFIX) ? "the YAML tag " + tag : "a YAML tag";
                throw new UserError(name + ": line " + (event.getStartMark().getLine() + 1) + " has " + which
                        + ". Tags are not allowed in " + budget.limits().what()
                        + ": write the value plainly, or in quotes if it is a string.");
            }
            return event;
        }
    }
}
