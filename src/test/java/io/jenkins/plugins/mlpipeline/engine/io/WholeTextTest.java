package io.jenkins.plugins.mlpipeline.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** A text is scanned as the library's own reader has it, without its copies. */
class WholeTextTest {
    private static final String TEXT = """
            %YAML 1.1
            --- # a comment
            plain: a word and another
            'single': "double \\u00e9 \\
              folded"
            literal: |-
              one
                two

            folded: >+
              three
              four

            anchored: &a [1, {b: *a, c: ~}]
            !!str tagged: \uD83D\uDE00 <LS> <NEL>x
            ...
            --- {second: [document], "\uFEFFmark": 1}
            """.replace("<LS>", "\u2028").replace("<NEL>", "\u0085");

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u2028"})
    void theEventsAndTheirPlacesAreTheLibrarys(String lineBreak) {
        assertSame(TEXT.replace("\n", lineBreak));
    }

    @Test
    void damagedTextsToo() {
        Random random = new Random(5);
        String pieces = "\r\n\t :-?[]{}#&*!|>'\"%@`,\\\u0000\u0085\uFEFF\uD83D~a0";
        for (int i = 0; i < 1000; i++) {
            StringBuilder text = new StringBuilder(TEXT);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                int at = random.nextInt(text.length());
                text.replace(
                        at,
                        Math.min(text.length(), at + random.nextInt(3)),
                        String.valueOf(pieces.charAt(random.nextInt(pieces.length()))));
            }
            assertSame(text.substring(0, random.nextInt(text.length())));
        }
    }

    @Test
    void anEscapeThatTheEndCutsOffIsAMistakeInTheText() {
        assertThat(events(new WholeText("a: \"\\x"))).last(STRING).contains("hexadecimal");
    }

    /** The library's own reader makes 17 GB of copies of this one. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"%s\"", "'%s'", "&%s x", "# %s\nx", "|\n  %s"})
    void aLongTokenIsNotCopiedForEachPieceOfIt(String around) {
        String text = "key: " + around.replace("%s", "a".repeat(3_000_000)) + "\n";
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        events(new WholeText(text));
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(200_000_000);
    }

    private static void assertSame(String text) {
        List<String> ours = events(new WholeText(text));
        List<String> theirs;
        try {
            theirs = events(new StreamReader(text));
        } catch (NumberFormatException e) {
            // An escape that the end cuts off takes the library down.
            return;
        }
        assertThat(ours).as(text).isEqualTo(theirs);
    }

    private static List<String> events(StreamReader reader) {
        List<String> seen = new ArrayList<>();
        try {
            ParserImpl parser = new ParserImpl(reader, new LoaderOptions());
            while (parser.peekEvent() != null) {
                Event event = parser.getEvent();
                seen.add(event + at(event.getStartMark()) + at(event.getEndMark()));
            }
        } catch (MarkedYAMLException e) {
            seen.add(e.getContext() + e.getProblem() + at(e.getContextMark()) + at(e.getProblemMark()));
        } catch (YAMLException e) {
            // Of half a character the library says something else.
            seen.add(e.getClass().getName());
        }
        return seen;
    }

    private static String at(Mark mark) {
        return mark == null ? " -" : " " + mark.getLine() + ":" + mark.getColumn() + ":" + mark.getIndex();
    }
}
