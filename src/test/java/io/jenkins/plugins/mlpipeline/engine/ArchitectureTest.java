package io.jenkins.plugins.mlpipeline.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.mlpipeline.engine.io.YamlReader;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final String ENGINE = "io.jenkins.plugins.mlpipeline.engine";
    private static final String[] RUNTIMES = {
        "ai.djl..", "ai.onnxruntime..", "ml.dmlc..", "ai.onnx..", "com.google.protobuf.."
    };
    private static final List<String> LEARNERS = List.of("linear", "forest", "boosting", "network", "bayes");
    /** Of the instance: a class of tests leaves nothing behind in the virtual machine that others use after it. */
    private JavaClasses engine;

    @BeforeAll
    void importClasses() {
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
                .resideInAnyPackage(RUNTIMES)
                .check(engine);
    }

    @Test
    void readingAModelAndKnowingItsPackageNeedNoRuntime() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ENGINE + ".modelpackage..", ENGINE + ".model.onnx.read..", ENGINE + ".model.trees..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(RUNTIMES)
                .check(engine);
        noClasses()
                .that()
                .resideInAPackage(ENGINE + ".modelpackage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ENGINE + ".model..", ENGINE + ".training..")
                .check(engine);
    }

    @Test
    void ownTreesKnowNothingElse() {
        classes()
                .that()
                .resideInAPackage(ENGINE + ".model.trees..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", ENGINE + ".model.trees..")
                .check(engine);
    }

    @Test
    void roomsOfModelAndTrainingHaveAnOrder() {
        slices().matching(ENGINE + ".(model|training).(**)")
                .should()
                .beFreeOfCycles()
                .check(engine);
        noClasses()
                .that()
                .resideInAPackage(ENGINE + ".training.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ENGINE + ".training")
                .check(engine);
    }

    @Test
    void outcomesKnowNoMetric() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE + ".metric.outcomes")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ENGINE + ".metric")
                .check(engine);
    }

    @Test
    void textOfRowsKnowsNothingOfTables() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE + ".dataset.csv")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ENGINE + ".dataset", ENGINE + ".dataset.rows", ENGINE + ".dataset.split")
                .check(engine);
        noClasses()
                .that()
                .resideInAPackage(ENGINE + ".dataset")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ENGINE + ".dataset.rows", ENGINE + ".dataset.split")
                .check(engine);
    }

    @Test
    void learnersKnowNothingOfEachOther() {
        for (String room : LEARNERS) {
            noClasses()
                    .that()
                    .resideInAPackage(ENGINE + ".training." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(LEARNERS.stream()
                            .filter(other -> !other.equals(room))
                            .map(other -> ENGINE + ".training." + other + "..")
                            .toArray(String[]::new))
                    .check(engine);
        }
    }

    @Test
    void onlyTheCatalogueListsLearners() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + ".training.catalogue..")
                .and()
                .haveSimpleNameNotEndingWith("Learners")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Learners")
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
    void onlyWhatSparkLoadsKnowsSpark() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + ".spark.application..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala..")
                .check(engine);
        classes()
                .that()
                .resideInAPackage(ENGINE + ".spark.application..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.apache.spark..", "scala..", ENGINE + ".spark.application..")
                .check(engine);
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
                        ENGINE + ".io..",
                        ENGINE + ".text..")
                .check(engine);
    }

    @Test
    void judgingKnowsNothingOfHowDemandsAreWrittenDown() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE + ".gate..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                ENGINE + ".spec..", "java.io..", "java.nio.file..", "java.nio.channels..", "org.yaml..")
                        .or(type(YamlReader.class)))
                .check(engine);
    }

    @Test
    void textKnowsNothingElse() {
        classes()
                .that()
                .resideInAPackage(ENGINE + ".text..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", ENGINE + ".text..")
                .check(engine);
    }
}
