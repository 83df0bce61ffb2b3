package io.jenkins.plugins.mlpipeline.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A parameter with several values takes what a form takes, and says one sentence about anything else. */
class GivenTest {
    @Test
    void aTextIsAListOfOneOrOfSeveralWithCommasBetween() {
        assertThat(Given.texts("ignore", "x")).containsExactly("x");
        assertThat(Given.texts("labels", "no, yes")).containsExactly("no", "yes");
        assertThat(Given.texts("labels", new StringBuilder("no,yes"))).containsExactly("no", "yes");
        assertThat(Given.texts("labels", List.of(" no ", 1, true))).containsExactly("no", "1", "true");
        assertThat(Given.texts("labels", new Object[] {"a", "b"})).containsExactly("a", "b");
        assertThat(Given.texts("labels", Set.of("a"))).containsExactly("a");
        assertThat(Given.texts("labels", 7)).containsExactly("7");
        assertThat(Given.texts("labels", List.of("a,b"))).containsExactly("a,b");
        assertThat(Given.texts("labels", null)).isNull();
        assertThat(Given.texts("labels", "")).isNull();
        assertThat(Given.texts("labels", List.of())).isNull();
    }

    @Test
    void aFileMayHaveACommaInItsNameAndSeveralHaveALineEach() {
        assertThat(Given.files("data", "a,b.csv")).containsExactly("a,b.csv");
        assertThat(Given.files("data", " a.csv\n\nb.csv ")).containsExactly("a.csv", "b.csv");
        assertThat(Given.files("data", List.of("a,b.csv", "c.csv"))).containsExactly("a,b.csv", "c.csv");
        assertThat(Given.files("data", " ")).isNull();
        assertThat(Given.files("data", null)).isNull();
        assertThatThrownBy(() -> Given.files("data", Map.of("a", 1)))
                .hasMessage("data is a map; a list of texts is expected: data: ['...', '...'].");
        assertThat(FormValues.eachALine(List.of("a,b.csv", "c.csv"))).isEqualTo("a,b.csv\nc.csv");
        assertThat(FormValues.eachALine("a.csv")).isEqualTo("a.csv");
        assertThat(FormValues.eachALine(null)).isNull();
    }

    @Test
    void whatIsNoListOfTextsIsNamed() {
        assertThatThrownBy(() -> Given.texts("labels", Map.of("a", 1)))
                .isInstanceOf(UserError.class)
                .hasMessage("labels is a map; a list of texts is expected: labels: ['...', '...'].");
        assertThatThrownBy(() -> Given.texts("labels", Arrays.asList("a", null)))
                .hasMessage("labels[1] is null; a list of texts is expected: labels: ['...', '...'].");
        assertThatThrownBy(() -> Given.texts("ignore", List.of("a", List.of("b"))))
                .hasMessage("ignore[1] is a list; a list of texts is expected: ignore: ['...', '...'].");
    }

    @Test
    void eachLineOfATextIsAnItemAndAMapAloneIsOne() {
        assertThat(Given.items("gates", "accuracy>=0.9")).containsExactly("accuracy>=0.9");
        assertThat(Given.items("gates", "a>=1\n\n  b(decide=paired, confidence=0.9)>=2"))
                .containsExactly("a>=1", "b(decide=paired, confidence=0.9)>=2");
        assertThat(Given.items("gates", Map.of("metric", "f1"))).containsExactly(Map.of("metric", "f1"));
        assertThat(Given.items("gates", List.of())).isEmpty();
        assertThat(Given.items("gates", null)).isNull();
        assertThatThrownBy(() -> Given.items("gates", List.of(List.of("a>=1"))))
                .hasMessage("gates has a list in it; texts and maps are expected: gates: ['...', [name: 'value']].");
        assertThatThrownBy(() -> Given.items("gates", 0.9))
                .hasMessage("gates has 0.9 in it; texts and maps are expected: gates: ['...', [name: 'value']].");
    }

    @Test
    void pairsAreAMapOrTexts() {
        assertThat(Given.pairs("hyperparameters", "a=1\nb = x"))
                .containsExactly(Map.entry("a", "1"), Map.entry("b", "x"));
        assertThat(Given.pairs("hyperparameters", List.of("a=1", "b=2"))).containsKeys("a", "b");
        assertThat(Given.pairs("hyperparameters", Map.of("a", 1))).containsExactly(Map.entry("a", 1));
        assertThat(Given.pairs("hyperparameters", "")).isNull();
        assertThatThrownBy(() -> Given.pairs("hyperparameters", "100"))
                .hasMessage("hyperparameters: \"100\" is not understood; write NAME=VALUE in each line.");
        assertThatThrownBy(() -> Given.pairs("hyperparameters", 100))
                .hasMessage("hyperparameters is 100; a map is expected: hyperparameters: [name: 'value'].");
        assertThatThrownBy(() -> Given.pairs("hyperparameters", List.of(Map.of())))
                .hasMessage("hyperparameters is a list; a map is expected: hyperparameters: [name: 'value'].");
    }

    @Test
    void aBaselineIsAWordAMapOrPairs() {
        assertThat(InlineItems.baseline("lastPassed")).containsExactly(Map.entry("from", "lastPassed"));
        assertThat(InlineItems.baseline("from=build\nbuild=12"))
                .containsExactly(Map.entry("from", "build"), Map.entry("build", "12"));
        assertThat(InlineItems.baseline("{from: lastPassed, firstBuild: true}"))
                .containsExactly(Map.entry("from", "lastPassed"), Map.entry("firstBuild", true));
        assertThat(InlineItems.baseline(Map.of("from", "none"))).containsExactly(Map.entry("from", "none"));
        assertThat(InlineItems.baseline(null)).isNull();
        assertThat(InlineItems.baseline("")).isNull();
        assertThatThrownBy(() -> InlineItems.baseline(3))
                .hasMessage("baseline is 3; a map is expected: baseline: [name: 'value'].");
    }

    @Test
    void moreThanASpecMayHoldIsRefused() {
        assertThatThrownBy(() -> Given.texts("labels", "a,".repeat(2_000_000))).isInstanceOf(UserError.class);
    }
}
