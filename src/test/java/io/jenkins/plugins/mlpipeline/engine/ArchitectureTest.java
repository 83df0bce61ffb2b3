package io.jenkins.plugins.mlpipeline.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ENGINE = "io.jenkins.plugins.mlpipeline.engine";
    private static JavaClasses engine;

    @BeforeAll
    static void importClasses() {
        engine = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages(ENGINE);
    }

    @Test
    void engineKnowsNothingOfJenkins() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..")
                .check(engine);
    }

    @Test
    void onlyThePackagesThatNeedItKnowTheMachineLearningRuntimes() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ENGINE + ".training..", ENGINE + ".model..", ENGINE + ".worker..", ENGINE + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "ai.onnxruntime..", "ml.dmlc..", "ai.onnx..", "com.google.protobuf..")
                .check(engine);
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(engine);
    }

    @Test
    void onlyTheRolloutKnowsKubernetes() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ENGINE + ".rollout..", ENGINE + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .check(engine);
    }

    @Test
    void theRoomsOfTheRolloutDependOnEachOtherInOneDirection() {
        slices().matching(ENGINE + ".rollout.(*)..").should().beFreeOfCycles().check(engine);
    }

    @Test
    void onlyTheResolversProcessKnowsMaven() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + ".runtime.resolver..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("eu.maveniverse..", "org.eclipse.aether..")
                .check(engine);
    }

    @Test
    void metricsKnowNothingOfWhereTheRowsComeFrom() {
        classes()
                .that()
                .resideInAPackage(ENGINE + ".metric..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "com.fasterxml.jackson..",
                        "org.apache.commons..",
                        ENGINE,
                        ENGINE + ".metric..",
                        ENGINE + ".evaluation..",
                        ENGINE + ".io..")
                .check(engine);
    }
}
