package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void withoutACommandItExplainsItselfAndIsBadUsage() {
        Invocation nothing = Invocation.of();

        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.out()).contains("train", "validate", "gate", "report", "run", "Exit codes: 0 PASS, 1 FAIL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "validate", "gate", "report", "run"})
    void everyCommandHasHelpWithAnExample(String command) {
        Invocation help = Invocation.of(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("Example")
                .contains("ml-pipeline " + command)
                .contains("--json", "--quiet");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void aMisspeltOptionIsBadUsageWithASuggestion() {
        Invocation wrong = Invocation.of("train", "--dta", "x.csv", "--output", "m");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("error: Unknown option")
                .contains("Did you mean \"--data\"")
                .contains("\"ml-pipeline train --help\" explains the command.");
    }

    @Test
    void aPairWithoutItsSignIsBadUsageThatSaysTheForm() {
        Invocation invocation = Invocation.of(
                "train", "--data", "a.csv", "--label", "y", "--output", "m", "--columns", "day: date dmy");
        assertThat(invocation.code()).isEqualTo(2);
        assertThat(invocation.err())
                .startsWith("error: --columns takes COLUMN=TYPE, and \"day: date dmy\" has no \"=\".");
    }

    @Test
    void aMisspeltCommandIsBadUsageWithASuggestion() {
        Invocation wrong = Invocation.of("gates");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("'gates'").contains("Did you mean \"gate\"?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gates --help", "gates -h", "--help gates", "gates --version", "help gates", "--version gates"})
    void helpForACommandThatThereIsNotIsBadUsageWithASuggestion(String args) {
        Invocation wrong = Invocation.of((Object[]) args.split(" "));

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("gates").contains("Did you mean \"gate\"?");
    }

    @Test
    void helpBesideAnOptionThatThereIsNotIsBadUsage() {
        Invocation wrong = Invocation.of("train", "--dta", "--help");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("'--dta'").contains("Did you mean \"--data\"?");
    }

    @Test
    void helpBelowACommandNamesWhatIsBelowIt() {
        Invocation wrong = Invocation.of("report", "verfy", "--help");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("'verfy'").contains("Did you mean \"verify\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gate", "train", "report verify", "help", "completion"})
    void helpExplainsACommandAsItsOptionDoes(String command) {
        Invocation help = Invocation.of((Object[]) ("help " + command).split(" "));
        Invocation option = Invocation.of((Object[]) (command + " --help").split(" "));

        assertThat(help.code()).isZero();
        assertThat(option.out()).contains("Usage: ml-pipeline " + command);
        assertThat(help).isEqualTo(option);
    }

    @Test
    void helpAloneExplainsAll() {
        assertThat(Invocation.of("help")).isEqualTo(Invocation.of("--help"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completionKnowsEveryCommandAndItsOptions(String shell) {
        Invocation completion = Invocation.of("completion", shell);

        assertThat(completion.code()).isZero();
        assertThat(completion.err()).isEmpty();
        assertThat(completion.out())
                .contains("complete -F _complete_ml-pipeline -o default ml-pipeline")
                .contains(
                        "train validate gate report run profile plan convert register deploy doctor verify watch foresee rollback diagnose help"
                                + " completion")
                .contains("--hyperparameter", "--gate-result", "--memory");
    }

    @Test
    void thereIsNoCompletionForOtherShells() {
        Invocation fish = Invocation.of("completion", "fish");

        assertThat(fish.code()).isEqualTo(2);
        assertThat(fish.err())
                .isEqualTo(
                        String.format("error: there is a completion for bash and for zsh, and none for \"fish\".%n"));
    }

    @ParameterizedTest
    @CsvSource({
        "train, --target, --label",
        "train, --target=churned, --label",
        "train, --random_state, --seed",
        "train, --test_size=0.2, --test-size",
        "train, --out, --output",
        "validate, --model-path, --model",
        "gate, --threshold, --gate"
    })
    void anotherToolsNameOfAnOptionIsExplained(String command, String written, String own) {
        Invocation wrong = Invocation.of(command, written);

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("'" + written + "'").contains("Here it is called " + own + ".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan --positive 1%              | Invalid value for option '--positive': \"1%\" is in percent; write 0.01",
                "plan --expect much              | Invalid value for option '--expect': \"much\" is no number",
                "train --threads two             | Invalid value for option '--threads': \"two\" is no whole number",
                "train --threads 99999999999     | Invalid value for option '--threads': \"99999999999\" is beyond what is meant here",
                "plan --rows 1.5                 | Invalid value for option '--rows': \"1.5\" is no whole number",
            })
    void aNumberThatIsNoneIsExplained(String line, String said) {
        Invocation wrong = Invocation.of((Object[]) line.split(" "));

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).startsWith("error: " + said + "\n");
    }

    @Test
    void anOptionForWhatStandsAloneIsExplained() {
        Invocation wrong = Invocation.of("run", "--spec", "a.yaml");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("Here it stands alone: ml-pipeline run SPEC.");
    }

    @ParameterizedTest
    @CsvSource({
        "xgboost, gradient_boosting",
        "XGBClassifier, gradient_boosting",
        "LightGBM, gradient_boosting",
        "RandomForestClassifier, random_forest",
        "random-forest, random_forest",
        "LogisticRegression, logistic_regression",
        "MLPClassifier, mlp"
    })
    void anotherToolsNameOfAnAlgorithmIsExplained(String written, String own) {
        Invocation wrong = Invocation.of("train", "--data", "x.csv", "--output", "m", "--algorithm", written);

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .isEqualTo(String.format(
                        "error: --algorithm: \"%s\" is called %s here. Write --algorithm %s.%n", written, own, own));
    }

    @ParameterizedTest
    @CsvSource({"80%, 0.8", "20 %, 0.2", "12.5%, 0.125"})
    void aShareInPercentIsToldHowToBeWritten(String written, String share) {
        Invocation train = Invocation.of("train", "--output", "m", "--test-size", written);
        Invocation validate = Invocation.of("validate", "--output", "e.json", "--threshold", written);

        assertThat(train.code()).isEqualTo(2);
        assertThat(train.err()).contains("\"" + written + "\" is in percent; write " + share);
        assertThat(validate.code()).isEqualTo(2);
        assertThat(validate.err()).contains("\"" + written + "\" is in percent; write " + share);
    }

    @Test
    void aGateThatTheShellTookApartIsExplained() {
        Invocation gate = Invocation.of("gate", "--metrics", "m.json", "--gate", "accuracy");

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err())
                .isEqualTo(String.format("error: gate \"accuracy\" has no comparison. Write it in quotes: --gate"
                        + " 'accuracy>=0.9'; without them the shell takes >=0.9 away and writes a file named \"=0.9\","
                        + " which you may delete.%n"));
    }

    @Test
    void theHelpOfValidateBeginsWithWhatIsNeeded() {
        String help = Invocation.of("validate", "--help").out();

        assertThat(help.substring(help.indexOf("ml-pipeline validate")))
                .containsSubsequence(
                        "--model", "--data", "--label", "--output", "--threads", "--allow-torchscript", "--help");
        assertThat(help.lines().filter(line -> line.startsWith("      --")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("--model"));
    }

    @Test
    void theVersionIsThatOfTheJarWithItsCommit() {
        Manifest manifest = new Manifest();
        assertThat(Version.of(manifest)).isEqualTo("development");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "7.1");
        assertThat(Version.of(manifest)).isEqualTo("7.1");
        manifest.getMainAttributes().putValue("Implementation-Commit", "unknown");
        assertThat(Version.of(manifest)).isEqualTo("7.1");
        manifest.getMainAttributes().putValue("Implementation-Commit", "2dbf86a");
        assertThat(Version.of(manifest)).isEqualTo("7.1 (2dbf86a)");
    }

    @Test
    void outputThatTakesNothingIsBadUsageWhateverTheAnswerWas() {
        StringWriter err = new StringWriter();
        StandardOutput full = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });

        int code = Main.run(full, new PrintWriter(err, true), "--help");

        assertThat(code).isEqualTo(2);
        assertThat(err)
                .hasToString(
                        String.format("error: standard output cannot be written: No space left on device. A part of"
                                + " what was to be said is missing; without that the exit code would have been 0. Free space there,"
                                + " or name another place.%n"));
    }

    @Test
    void rowsMayComeFromStandardInput(@TempDir Path folder) throws IOException {
        InputStream before = System.in;
        Path output = folder.resolve("evaluation.json");
        try {
            System.setIn(new ByteArrayInputStream("y,p\nyes,yes\nno,yes\n".getBytes(StandardCharsets.UTF_8)));
            Invocation validate = Invocation.of(
                    "validate",
                    "--predictions",
                    "-",
                    "--label",
                    "y",
                    "--prediction-column",
                    "p",
                    "--labels",
                    "no,yes",
                    "--output",
                    output);
            assertThat(validate.code()).as(validate.err()).isZero();
            assertThat(Json.readTree(output).at("/data/name").asText()).isEqualTo("standard-input");
            assertThat(Json.readTree(output).at("/metrics/accuracy/value").asDouble())
                    .isEqualTo(0.5);
            Invocation twice = Invocation.of("validate", "--predictions", "-", "--data", "-", "--output", output);
            assertThat(twice.code()).isEqualTo(2);
            assertThat(twice.err())
                    .isEqualTo(String.format(
                            "error: two options read standard input (-). Name a file for one of them.%n"));
        } finally {
            System.setIn(before);
        }
    }
}
