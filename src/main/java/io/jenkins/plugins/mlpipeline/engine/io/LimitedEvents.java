package io.jenkins.plugins.mlpipeline.engine.io;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;

/**
 * The events of a YAML text on their way to whoever builds something of them, held against a budget. What an alias stands
 * for is known by arithmetic: the budget that was spent between an anchor's begin and its end.
 */
final class LimitedEvents implements Parser {
    private final Parser events;
    private final String name;
    private final Budget budget;
    private final Deque<Open> open = new ArrayDeque<>();
    /** By anchor; null while its end is not reached. */
    private final Map<String, Size> anchors = new HashMap<>();

    LimitedEvents(Parser events, String name, Budget budget) {
        this.events = events;
        this.name = name;
        this.budget = budget;
    }

    /** A mapping or list that is not at its end; {@code atKey} says whether a mapping's next event is a key. */
    private static final class Open {
        private final String anchor;
        private final boolean mapping;
        private final long values;
        private final long characters;
        private boolean atKey;
        /** How many levels of mappings and lists there are within it so far. */
        private int below;

        Open(String anchor, boolean mapping, long values, long characters) {
            this.anchor = anchor;
            this.mapping = mapping;
            this.atKey = mapping;
            this.values = values;
            this.characters = characters;
        }
    }

    /**
     * What an anchor stands for; {@code levels} of mappings and lists, itself among them; {@code key} is the length of a plain
     * value, which alone can be a key, else -1.
     */
    private record Size(long values, long characters, int levels, int key) {}

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
        if (event instanceof DocumentStartEvent) {
            anchors.clear();
        } else if (event instanceof CollectionEndEvent) {
            close();
        } else if (event instanceof NodeEvent node) {
            count(node, () -> YamlReader.at(name, node.getStartMark()));
        }
        return event;
    }

    private void count(NodeEvent node, Supplier<String> at) {
        boolean key = isKey();
        if (node instanceof AliasEvent alias) {
            Size size = anchors.get(alias.getAnchor());
            if (size == null && anchors.containsKey(alias.getAnchor())) {
                throw new UserError(at.get() + ": the alias *" + alias.getAnchor()
                        + " stands inside of what it stands for. Write the value out.");
            }
            // An alias of nothing is refused by whoever builds.
            if (size != null) {
                checkKey(key, size.key, at);
                budget.checkDepth(open.size() + size.levels, at);
                budget.take(size.values, size.characters, at);
                deepen(size.levels);
            }
        } else if (node instanceof ScalarEvent scalar) {
            scalar(scalar, key, at);
        } else if (node instanceof CollectionStartEvent start) {
            checkKey(key, -1, at);
            budget.checkDepth(open.size() + 1, at);
            open.push(new Open(
                    start.getAnchor(), start instanceof MappingStartEvent, budget.values(), budget.characters()));
            budget.take(1, 0, at);
            if (start.getAnchor() != null) {
                anchors.put(start.getAnchor(), null);
            }
        }
    }

    private void scalar(ScalarEvent scalar, boolean key, Supplier<String> at) {
        int length = scalar.getValue().length();
        checkKey(key, length, at);
        if (scalar.isPlain() && length > budget.limits().number() && isNumber(scalar.getValue())) {
            budget.checkNumber(length, at);
        }
        budget.take(1, length, at);
        if (scalar.getAnchor() != null) {
            anchors.put(scalar.getAnchor(), new Size(1, length, 0, length));
        }
    }

    private void checkKey(boolean key, int length, Supplier<String> at) {
        if (key && length < 0) {
            throw new UserError(at.get() + ": a key must be a plain text.");
        }
        if (key) {
            budget.checkKey(length, at);
        }
    }

    /** Whether the next node is a key of the mapping around it; asked once for each node. */
    private boolean isKey() {
        Open around = open.peek();
        if (around == null || !around.mapping) {
            return false;
        }
        boolean key = around.atKey;
        around.atKey = !key;
        return key;
    }

    private void close() {
        Open closed = open.pop();
        int levels = closed.below + 1;
        if (closed.anchor != null) {
            anchors.put(
                    closed.anchor,
                    new Size(budget.values() - closed.values, budget.characters() - closed.characters, levels, -1));
        }
        deepen(levels);
    }

    /** Notes in the mapping or list around what stands in it, so that aliases within aliases count with all their levels. */
    private void deepen(int levels) {
        Open around = open.peek();
        if (around != null) {
            around.below = Math.max(around.below, levels);
        }
    }

    /** Whether a long text is written with the characters of a number alone. */
    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE_".indexOf(c) >= 0);
    }
}
