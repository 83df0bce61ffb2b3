package io.jenkins.plugins.mlpipeline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.verb.POST;

/** What the layer of Jenkins may know. */
class PluginArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.mlpipeline";
    private static JavaClasses plugin;

    @BeforeAll
    static void importClasses() {
        plugin = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    @Test
    void theEngineKnowsNothingOfJenkins() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "hudson..",
                        "jenkins..",
                        "org.jenkinsci..",
                        "org.kohsuke..",
                        ROOT + ".steps..",
                        ROOT + ".report..",
                        ROOT + ".checks..",
                        ROOT + ".reference..",
                        ROOT + ".connection..",
                        ROOT + ".targets..",
                        ROOT + ".approval..")
                .check(plugin);
    }

    @Test
    void theControllerKnowsNothingOfTheMachineLearningRuntimes() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".steps..",
                        ROOT + ".report..",
                        ROOT + ".checks..",
                        ROOT + ".reference..",
                        ROOT + ".config..",
                        ROOT + ".connection..",
                        ROOT + ".targets..",
                        ROOT + ".approval..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "ai.djl..",
                                "ai.onnxruntime..",
                                "ml.dmlc..",
                                "ai.onnx..",
                                "com.google.protobuf..",
                                ROOT + ".engine.training..",
                                ROOT + ".engine.model..",
                                ROOT + ".engine.validation..")
                        .and(resideOutsideOfPackage(ROOT + ".engine.training.catalogue..")))
                .check(plugin);
    }

    @Test
    void pagesKnowNothingOfHowStepsRun() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + ".report..", ROOT + ".targets..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.jenkinsci.plugins.workflow..", "org.jenkinsci.plugins.durabletask..")
                .check(plugin);
    }

    @Test
    void onlyOneClassKnowsThePluginKubernetesWhichMayBeMissing() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.KubernetesClouds")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.csanchez..", "com.cloudbees.hudson.plugins.folder..")
                .check(plugin);
    }

    @Test
    void onlyOptionalExtensionsKnowThePluginsForChecksAndReferencesWhichMayBeMissing() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(ChecksApiGateChecks|ForensicsReferenceBuilds)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.jenkins.plugins.checks..", "io.jenkins.plugins.forensics..")
                .check(plugin);
    }

    @Test
    void onlyOptionalExtensionsKnowThePluginsThatRepeatBuildsWhichMayBeMissing() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(Replays|StageRestarts)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.jenkinsci.plugins.workflow.cps..", "org.jenkinsci.plugins.pipeline.modeldefinition..")
                .check(plugin);
    }

    @Test
    void formsAreCheckedByPostAlone() {
        methods()
                .that()
                .haveNameMatching("do(Check|Fill).*")
                .should()
                .beAnnotatedWith(POST.class)
                .check(plugin);
    }
}
