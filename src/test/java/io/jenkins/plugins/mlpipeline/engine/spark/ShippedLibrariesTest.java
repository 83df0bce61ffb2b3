package io.jenkins.plugins.mlpipeline.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.runtime.Natives;
import io.jenkins.plugins.mlpipeline.engine.runtime.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedLibrariesTest {
    @Test
    void executorsAreOfTheKindOfThisMachine() {
        assertThat(ShippedLibraries.kind(new Platform("Linux", "amd64", true))).isEqualTo(Natives.LINUX_X86_64);
        assertThat(ShippedLibraries.kind(new Platform("Linux", "aarch64", true)))
                .isEqualTo(Natives.LINUX_AARCH64);
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, aarch64, macOS ARM64", "Windows 11, amd64, Windows x86-64"})
    void otherSystemsHaveNoneToShip(String system, String architecture, String title) {
        assertThatThrownBy(() -> ShippedLibraries.kind(new Platform(system, architecture, true)))
                .isInstanceOf(UserError.class)
                .hasMessage("engine is spark, whose executors get the libraries of this machine, and it is " + title
                        + ". Use Spark from a Linux machine, or leave engine out.");
    }
}
