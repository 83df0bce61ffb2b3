package io.jenkins.plugins.mlpipeline.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTest {
    private static final TextLimits SMALL = new TextLimits("a test", 3, 10, 40, 5, 4);

    static Stream<Arguments> bombs() {
        return Bombs.yaml().entrySet().stream().map(b -> arguments(b.getKey(), b.getValue()));
    }

    static Stream<Arguments> harmless() {
        return Bombs.longButHarmless().entrySet().stream().map(b -> arguments(b.getKey(), b.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void bombsAreRefusedByBothReaders(String name, String text) {
        assertThatThrownBy(() -> YamlReader.trees("a.yaml", text, new Budget(TextLimits.MANIFESTS)))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("a\\.yaml:\\d+:\\d+: .*\\.");
        assertThatThrownBy(() -> YamlReader.nodes("a.yaml", text, new Budget(TextLimits.MANIFESTS)))
                .isInstanceOf(UserError.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void longTextsAreRead(String name, String text) {
        assertThatCode(() -> YamlReader.trees("a.yaml", text, new Budget(TextLimits.MANIFESTS)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Exactly as much as is allowed, then one more; a document's root counts too.
                "{a: [1, 2, 3, 4, 5, 6, 7]}|",
                "{a: [1, 2, 3, 4, 5, 6, 7, 8]}|a:1:27: more than 10 keys and values up to here, which is the most for a"
                        + " test and what is read together with it; a YAML alias counts as all that it stands for."
                        + " Write less.",
                "{a: &a [1, 2], b: *a, c: 1}|a:1:26: more than 10 keys and values up to here, which is the most for a"
                        + " test and what is read together with it; a YAML alias counts as all that it stands for."
                        + " Write less.",
                "[&a [1, 2], *a, *a]|",
                "[[[1]]]|",
                "[[[[1]]]]|a:1:4: nested more than 3 levels deep, the most that a test may have. Write it flatter.",
                "[&a [x], &b [*a], *b]|",
                "[&a [x], [[*a]]]|a:1:12: nested more than 3 levels deep, the most that a test may have. Write it flatter.",
                "[&a [x], &b [*a], [*b]]|a:1:20: nested more than 3 levels deep, the most that a test may have. Write it"
                        + " flatter.",
                "{a: &a {x: [y]}, b: {<<: *a}}|a:1:26: nested more than 3 levels deep, the most that a test may have."
                        + " Write it flatter.",
                "{aaaaa: 1}|",
                "{aaaaaa: 1}|a:1:2: a key has 6 characters; at most 5 are read. Shorten it.",
                "[&a aaaaaa, {? *a : 1}]|a:1:16: a key has 6 characters; at most 5 are read. Shorten it.",
                "[1234]|",
                "['12345', 12345a]|",
                "[12345]|a:1:2: a number has 5 characters; at most 4 are read. Round it, or write it in quotes if it is"
                        + " a text.",
                "[1.5e9]|a:1:2: a number has 5 characters; at most 4 are read. Round it, or write it in quotes if it is"
                        + " a text.",
                "[&a aaaaaaaaaa, *a, *a, *a]|",
                "[&a aaaaaaaaaa, *a, *a, *a, b]|a:1:29: more than 40 characters up to here, which is the most for a"
                        + " test and what is read together with it; a YAML alias counts as all that it stands for."
                        + " Write less.",
                "[&a [*a]]|a:1:6: the alias *a stands inside of what it stands for. Write the value out.",
                "{[a]: 1}|a:1:2: a key must be a plain text.",
                "[&a [b], {? *a : 1}]|a:1:13: a key must be a plain text.",
                "[&a b, &a [*a]]|a:1:12: the alias *a stands inside of what it stands for. Write the value out."
            })
    void everyLimitIsExact(String text, String message) {
        if (message == null) {
            assertThatCode(() -> YamlReader.trees("a", text, new Budget(SMALL))).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> YamlReader.trees("a", text, new Budget(SMALL)))
                    .isInstanceOf(UserError.class)
                    .hasMessage(message);
        }
    }

    @Test
    void oneBudgetIsForAllTexts() {
        Budget budget = new Budget(SMALL);
        YamlReader.trees("a", "[1, 2, 3, 4]", budget);
        YamlReader.trees("b", "[1, 2, 3]", budget);
        assertThatThrownBy(() -> YamlReader.trees("c", "[1, 2]", budget))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("c:1:2: more than 10 keys and values up to here");
    }

    @Test
    void aTextThatIsLongerThanAllItsValuesMayBeIsNotLookedAt() {
        assertThatThrownBy(() -> YamlReader.trees("a", "[".repeat(41), new Budget(SMALL)))
                .hasMessage("a: has 41 characters; a test may have 40. Write less.");
    }

    @Test
    void aliasesAndMergedMappingsStandForWhatTheyName() {
        assertThat(YamlReader.trees(
                        "a", "base: &b {x: 1, y: [z]}\nmore: {<<: *b, x: 2}\n", new Budget(TextLimits.SPEC)))
                .singleElement()
                .hasToString("{\"base\":{\"x\":1,\"y\":[\"z\"]},\"more\":{\"x\":2,\"y\":[\"z\"]}}");
    }

    @Test
    void theSameAnchorInAnotherDocumentIsAnother() {
        assertThat(YamlReader.trees("a", "--- &a [1, 2]\n--- {a: &a x, b: *a}\n", new Budget(TextLimits.SPEC)))
                .hasToString("[[1,2], {\"a\":\"x\",\"b\":\"x\"}]");
    }

    /** Found by damaging kubeconfigs: JSON has no key that is null. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: {null: 1}|a:1:4: a mapping begins here that has an empty key. Write the key, in quotes if it is null.",
                "a: {? : 1}|a:1:4: a mapping begins here that has an empty key. Write the key, in quotes if it is null.",
                "[&n ~, {? *n : 1}]|a:1:8: a mapping begins here that has an empty key. Write the key, in quotes if it"
                        + " is null.",
                "{1: a, \"1\": b}|a:1:1: a mapping begins here that has the key \"1\" twice, with and without quotes."
                        + " Keep one of them."
            })
    void keysAreTexts(String text, String message) {
        assertThatThrownBy(() -> YamlReader.trees("a", text, new Budget(TextLimits.SPEC)))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
        assertThat(YamlReader.trees("a", "{1: a, true: b, \"null\": c}", new Budget(TextLimits.SPEC)))
                .hasToString("[{\"1\":\"a\",\"true\":\"b\",\"null\":\"c\"}]");
    }

    @Test
    void aScriptsMapsHaveTheSameLimits() {
        Map<String, Object> itself = new java.util.HashMap<>();
        itself.put("a", itself);
        assertThatThrownBy(() -> LimitedObjects.check(itself, "gates[0]", new Budget(TextLimits.SPEC)))
                .isInstanceOf(UserError.class)
                .hasMessage("gates[0]" + ".a".repeat(20)
                        + ": nested more than 20 levels deep, the most that a spec may have. Write it flatter.");
        assertThatThrownBy(() -> LimitedObjects.check(
                        Map.of("min", java.math.BigInteger.TEN.pow(100_000)), "g", new Budget(TextLimits.SPEC)))
                .isInstanceOf(UserError.class)
                .hasMessage("g.min: a number has 100,001 characters; at most 400 are read. Round it, or write it in"
                        + " quotes if it is a text.");
        assertThatThrownBy(() -> LimitedObjects.check(
                        java.util.Collections.nCopies(20_000, 1), "list", new Budget(TextLimits.SPEC)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("list[19999]: more than 20,000 keys and values up to here");
    }
}
