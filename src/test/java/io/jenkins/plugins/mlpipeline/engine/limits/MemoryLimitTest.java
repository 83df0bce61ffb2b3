package io.jenkins.plugins.mlpipeline.engine.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLimitTest {
    /** All in MiB; a machine of 0 is one that Java does not know. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            256,  65536, 2304
            1024, 65536, 3072
            4096, 65536, 8192
            4096, 0,     8192
            4096, 4000,  3800
            """)
    void theStandardIsTheHeapAndAsMuchAgainButNotMoreThanThereIs(long heap, long machine, long expected) {
        assertThat(MemoryLimit.standard(heap << 20, machine << 20).bytes()).isEqualTo(expected << 20);
    }

    @Test
    void aHeapWithoutEndIsNoOverflow() {
        assertThat(MemoryLimit.standard(Long.MAX_VALUE, 0).bytes()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"256m, 268435456", "900M, 943718400", "4g, 4294967296", "4G, 4294967296"})
    void readsANumberAndAUnit(String text, long bytes) {
        assertThat(MemoryLimit.parse("--memory", text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "4t", "-4g", "0g", "1.5g", "4 g", "99999999g", "four"})
    void anythingElseIsASentence(String text) {
        assertThatThrownBy(() -> MemoryLimit.parse("--memory", text))
                .isInstanceOf(UserError.class)
                .hasMessage("--memory is \"" + text + "\"; a number and a unit are expected, for example 900m or 4g.");
    }

    @Test
    void lessThanTheProgramNeedsIsASentence() {
        assertThatThrownBy(() -> MemoryLimit.parse("--memory", "255m"))
                .isInstanceOf(UserError.class)
                .hasMessage("--memory is 255 MiB; the program alone needs 256 MiB. Give it that or more.");
    }

    @Test
    void sizesAreForPeople() {
        assertThat(MemoryLimit.size(1_500L << 20)).isEqualTo("1,500 MiB");
        assertThat(MemoryLimit.size(12L << 30)).isEqualTo("12 GiB");
    }
}
