package io.jenkins.plugins.mlpipeline.engine.rollout.waves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavesTest {
    @ParameterizedTest
    @CsvSource({
        "1, 3, 1 2 3",
        "2, 5, 1 1 2 2 3",
        "5, 3, 1 1 1",
        "25 %, 8, 1 1 2 2 3 3 4 4",
        "25%, 10, 1 1 2 2 3 3 4 4 5 5",
        "10 %, 5, 1 2 3 4 5",
        "34 %, 3, 1 2 3",
        "100 %, 3, 1 1 1",
        "99 %, 3, 1 1 2",
        "1 %, 1, 1",
    })
    void aTargetBelongsToAWave(String size, int targets, String waves) {
        WaveSize wave = WaveSize.parse("wave", size);
        List<String> found = IntStream.range(0, targets)
                .mapToObj(i -> String.valueOf(wave.wave(i, targets)))
                .toList();
        assertThat(String.join(" ", found)).isEqualTo(waves);
        assertThat(wave.waves(targets)).isEqualTo(Integer.parseInt(found.get(targets - 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0 %", "101 %", "-1", "1.5", "half", "", "%", "12345"})
    void aSizeThatIsNone(String size) {
        assertThatThrownBy(() -> WaveSize.parse("--wave", size))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "--wave: \"" + size + "\" is neither a number of targets from 1 nor a share of them from 1 %"
                                + " to 100 %; write it as 3 or '25 %'.");
    }

    /** W waiting, G going, D ended well, S stops it; what begins is named by its wave and the indexes. */
    @ParameterizedTest
    @CsvSource({
        "1, WWW, 1: 0",
        "1, GWW, await",
        "1, DWW, 2: 1",
        "1, DDW, 3: 2",
        "1, DDD, over",
        "1, SWW, over",
        "1, DSW, over",
        "2, WWWW, 1: 0 1",
        "2, GWWW, 1: 1",
        "2, GDWW, await",
        "2, DGWW, await",
        "2, DDWW, 2: 2 3",
        "2, DWWW, 1: 1",
        "2, WDWW, 1: 0",
        "2, SGWW, await",
        "2, SDWW, over",
        "2, DSWW, over",
        "2, DDWD, 2: 2",
        "50 %, DDWW, 2: 2 3",
        "3, DDDS, over",
        "3, WWWD, 1: 0 1 2",
    })
    void whatComesNext(String size, String targets, String expected) {
        List<Standing> standings = Arrays.stream(targets.split(""))
                .map(letter -> switch (letter) {
                    case "W" -> Standing.WAITING;
                    case "G" -> Standing.GOING;
                    case "D" -> Standing.WELL;
                    default -> Standing.STOPS;
                })
                .toList();
        Move move = Waves.next(WaveSize.parse("wave", size), standings);
        String said = move instanceof Move.Begin begin
                ? begin.wave() + ": "
                        + String.join(
                                " ",
                                begin.targets().stream().map(String::valueOf).toList())
                : move instanceof Move.Await ? "await" : "over";
        assertThat(said).isEqualTo(expected);
    }

    /** Whatever happens: no target of a wave begins before all of the waves before ended well. */
    @Test
    void noWaveBeginsBeforeTheOneBefore() {
        Standing[] all = Standing.values();
        WaveSize size = new WaveSize(2, false);
        for (int code = 0; code < Math.pow(all.length, 6); code++) {
            int rest = code;
            Standing[] targets = new Standing[6];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = all[rest % all.length];
                rest /= all.length;
            }
            if (Waves.next(size, List.of(targets)) instanceof Move.Begin begin) {
                assertThat(targets).doesNotContain(Standing.STOPS);
                assertThat(Arrays.asList(targets).subList(0, (begin.wave() - 1) * 2))
                        .allMatch(Standing.WELL::equals);
                assertThat(begin.targets()).isNotEmpty().allMatch(i -> targets[i] == Standing.WAITING);
            }
        }
    }
}
