package io.jenkins.plugins.mlpipeline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kohsuke.stapler.verb.POST;

/** What the layer of Jenkins may know. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.mlpipeline";
    private static final String ENGINE = ROOT + ".engine..";
    private static final DescribedPredicate<JavaClass> OF_JENKINS = resideInAPackage(ROOT + "..")
            .and(resideOutsideOfPackage(ENGINE))
            .as("classes of the plugin outside the engine");
    /** Of the instance: a class of tests leaves nothing behind in the virtual machine that others use after it. */
    private JavaClasses plugin;

    @BeforeAll
    void importClasses() {
        plugin = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    @Test
    void theEngineKnowsNothingOfJenkins() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat(resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..")
                        .or(OF_JENKINS))
                .check(plugin);
    }

    @Test
    void aSimpleNameMeansOneThing() {
        Map<String, List<String>> byName = plugin.stream()
                .filter(type -> !type.isNestedClass()
                        && !Set.of("package-info", "Messages").contains(type.getSimpleName()))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
        byName.values().removeIf(names -> names.size() == 1);

        assertThat(byName).isEmpty();
    }

    @Test
    void theControllerKnowsNothingOfTheMachineLearningRuntimes() {
        noClasses()
                .that(OF_JENKINS)
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
    void roomsOfTheJenkinsLayerHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(plugin.that(OF_JENKINS));
    }

    @Test
    void onlyStepsKnowSteps() {
        noClasses()
                .that(OF_JENKINS.and(resideOutsideOfPackage(ROOT + ".steps..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".steps..")
                .check(plugin);
    }

    @Test
    void whatAnAdministratorDecidesKnowsTheEngineAndFormsAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".config..")
                .should()
                .dependOnClassesThat(OF_JENKINS.and(resideOutsideOfPackages(ROOT + ".config..", ROOT + ".form..")))
                .check(plugin);
    }

    @Test
    void framesOfJobsKnowTheEngineAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".jobs..")
                .should()
                .dependOnClassesThat(OF_JENKINS.and(resideOutsideOfPackage(ROOT + ".jobs..")))
                .check(plugin);
    }

    @Test
    void pagesKnowNothingOfHowStepsRun() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".record..", ROOT + ".report..", ROOT + ".targets..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jenkinsci.plugins.workflow..", "org.jenkinsci.plugins.durabletask..")
                .check(plugin);
    }

    /** Running pipelines and the graphs of builds are stored with the names of these classes. */
    @Test
    void stepsAndExecutionsStayWhereStoredPipelinesFindThem() {
        classes()
                .that(OF_JENKINS.and(assignableTo(Step.class)
                        .or(assignableTo(StepExecution.class))
                        .or(assignableTo(StepContext.class))))
                .should()
                .resideInAPackage(ROOT + ".steps")
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
    void onlyOneClassKnowsThePluginForTokensWhichMayBeMissing() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.ModelMacro")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jenkinsci.plugins.tokenmacro..")
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
