package io.jenkins.plugins.mlpipeline.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void integersPrintWithoutFraction() {
        for (String text : List.of("1", "1.0", "1.", "1.000", " 1.0 ", "\t1")) {
            assertThat(Labels.canonical(text)).as(text).isEqualTo("1");
        }
        assertThat(Labels.canonical("-2.0")).isEqualTo("-2");
        assertThat(Labels.canonical("-0")).isEqualTo("0");
        assertThat(Labels.canonical("-0.0")).isEqualTo("0");
        assertThat(Labels.canonical("123456789012345678901234567890.0")).isEqualTo("123456789012345678901234567890");
    }

    @Test
    void everythingElseIsVerbatim() {
        for (String text : List.of(
                "", " ", "yes", " yes", "01", "+1", "1e0", "1.5", "1.50", "00", "-", "-01", "1.0.0", "1,0", ".0",
                "true", "1 0")) {
            assertThat(Labels.canonical(text)).isEqualTo(text);
        }
    }

    @Test
    void numbersAreLabelsToo() {
        assertThat(Labels.canonical(1L)).isEqualTo("1");
        assertThat(Labels.canonical(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(Labels.canonical(1.0)).isEqualTo("1");
        assertThat(Labels.canonical(-0.0)).isEqualTo("0");
        assertThat(Labels.canonical(0.5)).isEqualTo("0.5");
        assertThat(Labels.canonical(9007199254740992.0)).isEqualTo("9007199254740992");
        assertThat(Labels.canonical(1e300)).isEqualTo("1.0E300");
        assertThat(Labels.canonical(3.0f)).isEqualTo("3");
        assertThat(Labels.canonical(0.1f)).isEqualTo("0.1");
    }

    @Test
    void numbersSortByValueAndTextsByCodePoint() {
        assertThat(Labels.sorted(List.of("10", "9", "-1", "2.5", "9"))).containsExactly("-1", "2.5", "9", "10");
        assertThat(Labels.sorted(List.of("10", "9", "x", "B", "a"))).containsExactly("10", "9", "B", "a", "x");
        assertThat(Labels.sorted(List.of("01", "1"))).containsExactly("01", "1");
    }

    @Test
    void rowsAreSelected() {
        Labels classes = Labels.classes("y", Task.BINARY, List.of("no", "yes"), new int[] {0, 1, 1});
        assertThat(classes.counts()).containsExactly(1, 2);
        assertThat(classes.text(2)).isEqualTo("yes");
        assertThat(classes.select(new int[] {2, 0}).codes()).containsExactly(1, 0);
        Labels numbers = Labels.numbers("y", new double[] {1, 2.5});
        assertThat(numbers.text(0)).isEqualTo("1");
        assertThat(numbers.select(new int[] {1}).values()).containsExactly(2.5);
        assertThat(numbers.rows()).isEqualTo(2);
    }
}
