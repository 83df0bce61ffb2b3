package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistinctTextsTest {
    @Test
    void positionsFollowTheOrderOfAdding() {
        DistinctTexts texts = new DistinctTexts(Integer.MAX_VALUE, Long.MAX_VALUE);
        SplittableRandom random = new SplittableRandom(4);
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String text = Integer.toString(random.nextInt(5_000), 36);
            assertThat(texts.find(text)).isEqualTo(expected.getOrDefault(text, -1));
            expected.putIfAbsent(text, expected.size());
            assertThat(texts.add(text)).isEqualTo(expected.get(text));
        }
        assertThat(texts.size()).isEqualTo(expected.size());
        expected.forEach((text, position) -> assertThat(texts.get(position)).isEqualTo(text));
    }

    @Test
    void findsRangesOfCharacters() {
        DistinctTexts texts = new DistinctTexts(10, 100);
        texts.add("");
        texts.add("ab");
        char[] chars = "xabx".toCharArray();
        assertThat(texts.find(chars, 1, 3)).isEqualTo(1);
        assertThat(texts.find(chars, 1, 4)).isEqualTo(-1);
        assertThat(texts.find(chars, 2, 2)).isZero();
    }

    @Test
    void aFullSetTakesNothingNew() {
        DistinctTexts entries = new DistinctTexts(2, 100);
        assertThat(List.of(entries.add("a"), entries.add("b"), entries.add("c"), entries.add("a")))
                .containsExactly(0, 1, -1, 0);
        DistinctTexts chars = new DistinctTexts(10, 3);
        assertThat(List.of(chars.add("aa"), chars.add("bb"), chars.add("c"))).containsExactly(0, -1, 1);
    }

    @Test
    void orderIsThatOfTheUtf8Bytes() {
        List<String> texts = new ArrayList<>(
                List.of("", "a", "B", "ab", "\uFF5E", "\uE000", "\uD83D\uDE00", "\uD83D\uDE00a", "\uD7FF", "é", "z"));
        List<String> byBytes = texts.stream()
                .sorted((a, b) ->
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)))
                .toList();
        texts.sort(DistinctTexts::compare);
        assertThat(texts).isEqualTo(byBytes);
    }

    @Test
    void aDictionaryHoldsEachTextOnce() {
        Dictionary dictionary = new Dictionary(List.of("b", "a"));
        assertThat(dictionary.position("a")).isEqualTo(1);
        assertThat(dictionary.position("c")).isEqualTo(-1);
        assertThat(dictionary.size()).isEqualTo(2);
        assertThatThrownBy(() -> new Dictionary(List.of("a", "b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("twice in a dictionary: a");
    }
}
