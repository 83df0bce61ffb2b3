package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec.Kind;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitSpecTest {
    @Test
    void formsAreReadAndWritten() {
        assertThat(SplitSpec.parse("stratified")).isEqualTo(SplitSpec.STRATIFIED);
        assertThat(SplitSpec.parse("random")).isEqualTo(new SplitSpec(Kind.RANDOM, null));
        assertThat(SplitSpec.parse("group:a:b c")).isEqualTo(new SplitSpec(Kind.GROUP, "a:b c"));
        assertThat(SplitSpec.parse("time:when").columns()).containsExactly("when");
        assertThat(SplitSpec.parse("hash")).isEqualTo(new SplitSpec(Kind.HASH, null));
        assertThat(SplitSpec.parse("hash:id").columns()).containsExactly("id");
        assertThat(SplitSpec.parse("hash").named("id")).hasToString("hash:id");
        assertThat(SplitSpec.parse("hash").named(null)).hasToString("hash");
        assertThat(SplitSpec.parse("hash:customer").named("id")).hasToString("hash:customer");
        assertThat(SplitSpec.parse("random").named("id")).hasToString("random");
        assertThat(SplitSpec.STRATIFIED.columns()).isEmpty();
        for (String text : List.of("stratified", "random", "group:id", "time:when", "hash", "hash:id")) {
            assertThat(SplitSpec.parse(text)).hasToString(text);
            assertThat(Json.parse('"' + text + '"', SplitSpec.class, "spec")).hasToString(text);
            assertThat(Json.write(SplitSpec.parse(text))).isEqualTo('"' + text + "\"\n");
        }
    }

    @Test
    void everythingElseIsAnError() {
        fails("group", "split \"group\" names no column. Write group:COLUMN.");
        fails("time:", "split \"time:\" names no column. Write time:COLUMN.");
        fails("hash:", "split \"hash:\" names no column. Write hash, hash:COLUMN.");
        fails("random:id", "split \"random:id\" takes no column. Write random.");
        fails("stratifed", "split \"stratifed\" is unknown. Did you mean \"stratified\"?");
        fails(
                "shuffle",
                "split \"shuffle\" is unknown. Use one of stratified, random, group:COLUMN, time:COLUMN,"
                        + " hash, hash:COLUMN.");
    }

    private static void fails(String text, String message) {
        assertThatThrownBy(() -> SplitSpec.parse(text))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }
}
