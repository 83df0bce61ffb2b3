package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every constant of the catalogue must say, so that nothing is forgotten for a new one. */
class CatalogueTest {
    @ParameterizedTest
    @EnumSource(Metric.class)
    void saysWhatItIsInHalfASentence(Metric metric) {
        assertThat(metric.about()).matches("[A-Za-z].*[^.]").hasSizeLessThan(90);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void hasARangeWithAWorstEndThatIsNotTheBest(Metric metric) {
        assertThat(metric.range().lower()).isLessThan(metric.range().upper());
        assertThat(
                        metric.direction() == Direction.HIGHER
                                ? metric.range().upper()
                                : metric.range().lower())
                .as("the best value")
                .isFinite();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void isShownForTasksThatItAppliesToAlone(Metric metric) {
        assertThat(metric.prominence().terminal()).allMatch(metric::appliesTo);
        assertThat(metric.prominence().slices()).allMatch(metric::appliesTo);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void saysWhatToTakeInItsPlaceInTheOtherClassificationTasks(Metric metric) {
        boolean ofSome = metric.family() == Metric.Family.CLASSIFICATION
                && metric.appliesTo(Task.BINARY) != metric.appliesTo(Task.MULTICLASS);
        assertThat(metric.instead() != null).isEqualTo(ofSome);
    }

    @Test
    void theHeadlinesArePlacedOneAfterTheOther() {
        List<Integer> places =
                Metric.headlines().stream().map(m -> m.prominence().headline()).toList();
        assertThat(places)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, places.size()).boxed().toList());
    }

    @Test
    void noNameStandsForTwoMetrics() {
        List<String> names = Arrays.stream(Metric.values())
                .flatMap(metric -> Stream.concat(Stream.of(metric.key()), metric.aliases().stream()))
                .toList();
        assertThat(names).doesNotHaveDuplicates();
    }
}
