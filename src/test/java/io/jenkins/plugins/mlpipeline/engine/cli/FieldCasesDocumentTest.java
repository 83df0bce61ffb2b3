package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table of what is read does what it says, by the command that stands in it. */
class FieldCasesDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/field-cases.md");
    private static final Path ENGINE = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine");
    private static final List<Path> FOLDERS =
            List.of(ENGINE.resolve("dataset/formats"), ENGINE.resolve("model/field"), ENGINE.resolve("model/foreign"));
    private static final Pattern ROW =
            Pattern.compile("\\|([^|]*)\\|([^|]*)\\| (\\d{4}-\\d\\d-\\d\\d) \\| `((?:train|validate) [^|]*)` \\|");
    private static final Pattern SAID = Pattern.compile("(error)?.*: `([^`]+)`\\s*");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final int ROWS = 200;

    @TempDir
    private Path folder;

    private final Map<String, byte[]> made = new TreeMap<>();

    static Stream<Arguments> rows() throws IOException {
        String kind = null;
        List<Arguments> rows = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                kind = row.group(1).isBlank() ? kind : row.group(1).strip();
                Matcher said = SAID.matcher(row.group(2).strip());
                assertThat(said.matches()).as(line).isTrue();
                rows.add(Arguments.of(kind, said.group(1) != null, said.group(2), row.group(4)));
            }
        }
        return rows.stream();
    }

    @BeforeEach
    void makeFiles() {
        table("comma.csv", "x;c;y", i -> number(i) + ",5;" + i % 3 + ";" + label(i));
        table("points.csv", "x;c;y", i -> grouped(i, ".") + ",5;" + i % 3 + ";" + label(i));
        table("commas.csv", "x;c;y", i -> grouped(i, ",") + ";" + i % 3 + ";" + label(i));
        table("blanks.csv", "x,c,y", i -> grouped(i, i % 2 == 0 ? " " : "\u00a0") + "," + i % 3 + "," + label(i));
        table("apostrophes.csv", "x,c,y", i -> grouped(i, "'") + "," + i % 3 + "," + label(i));
        List<String> signs = List.of("$%d.50", "%d.25 €", "%d %%", "(%d.00)");
        table("signs.csv", "x,c,y", i -> signs.get(i % 4).formatted(number(i)) + "," + i % 3 + "," + label(i));
        table("one-text.csv", "x,c,y", i -> (i == 77 ? "n.a." : number(i)) + "," + i % 3 + "," + label(i));
        table("zeros.csv", "x,c,y", i -> "%05d".formatted(i % 25) + "," + number(i) + "," + label(i));
        table(
                "dates.csv",
                "x,c,y",
                i -> "%02d.%02d.20%02d,".formatted(1 + i % 28, 1 + i % 12, number(i) / 40) + i % 3 + "," + label(i));
        table(
                "ambiguous.csv",
                "x,c,y",
                i -> "%02d/%02d/20%02d,".formatted(1 + i % 12, 1 + i % 11, number(i) / 40) + i % 3 + "," + label(i));
        table("epoch.csv", "x,c,y", i -> (1_500_000_000 + number(i) * 86_400) + "," + i % 3 + "," + label(i));
        List<String> countries = List.of("NA", "DE", "FR", "IT", "ES", "PL");
        table("countries.csv", "x,c,y", i -> number(i) + "," + countries.get(i % 6) + "," + label(i));
        table("index.csv", ",x,c,y", i -> i + "," + number(i) + "," + i % 3 + "," + label(i));
        table("sep.csv", "sep=;\nx;c;y", i -> number(i) + ";" + i % 3 + ";" + label(i));
        table("comments.csv", "# made, by hand\nx,c,y", i -> number(i) + "," + i % 3 + "," + label(i));
        table("case.csv", "x,c,y", i -> number(i) + "," + i % 3 + "," + (i % 2 == 0 ? label(i) : label(i) + "."));
        table("weights.csv", "x,w,y", i -> number(i) + "," + (1 + i % 3) + "," + label(i));

        String iris = "sepal_length,sepal_width,petal_length,petal_width,species\n";
        text("north.csv", iris + "4.9,3.0,1.4,0.2,setosa\n6.4,3.2,4.5,1.5,versicolor\n");
        text(
                "south.jsonl",
                Stream.of("setosa", "virginica")
                        .map(species -> "{\"species\": \"" + species + "\", \"petal_width\": 2, \"petal_length\": 5.5,"
                                + " \"sepal_width\": 3.3, \"sepal_length\": 6.3}\n")
                        .reduce("", String::concat));

        bytes("rows.pkl", 0x80, 4, 0x95, 0, 0, 0);
        bytes("model.pkl", 0x80, 4, 0x95, 0, 0, 0);
        text("rows.sqlite", "SQLite format 3\0");
        bytes("rows.h5", 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n');
        bytes("model.h5", 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n');
        text("rows.feather", "ARROW1\0\0");
        bytes("rows.avro", 'O', 'b', 'j', 1, 4);
        text("rows.orc", "ORC\n\0\0");
        text("model.cbm", "CBM1\0\0\0");
        text("model.pmml", "<?xml version=\"1.0\"?>\n<PMML version=\"4.4\"></PMML>\n");
    }

    private static int number(int row) {
        return row * 37 % 1000;
    }

    private static String grouped(int row, String sign) {
        return "1" + sign + "%03d".formatted(number(row)) + sign + "567";
    }

    private static String label(int row) {
        return number(row) > 500 ? "yes" : "no";
    }

    private void table(String name, String head, IntFunction<String> row) {
        StringBuilder rows = new StringBuilder(head).append('\n');
        for (int i = 0; i < ROWS; i++) {
            rows.append(row.apply(i)).append('\n');
        }
        text(name, rows.toString());
    }

    private void text(String name, String text) {
        made.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(String name, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        made.put(name, bytes);
    }

    /** The file of a word of a command; null where the word is none. */
    private Path file(String word) throws IOException {
        if (made.containsKey(word)) {
            return Files.write(folder.resolve(word), made.get(word));
        }
        if (word.equals("named.csv") || word.equals("truths.csv")) {
            String rows = Files.readString(FOLDERS.get(2).resolve("cancer_int.csv"));
            boolean named = word.equals("named.csv");
            return Files.writeString(
                    folder.resolve(word),
                    rows.replaceAll(",0(\r?\n)", named ? ",bad$1" : ",False$1")
                            .replaceAll(",1(\r?\n)", named ? ",good$1" : ",True$1"));
        }
        return FOLDERS.stream()
                .map(known -> known.resolve(word))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("rows")
    void aRowDoesWhatItSays(String kind, boolean error, String said, String command) throws IOException {
        List<String> arguments = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            Path file = text.isEmpty() || !Character.isLetter(text.charAt(0)) ? null : file(text);
            arguments.add(file == null ? text : file.toString());
        }
        if (command.startsWith("train")) {
            arguments.addAll(List.of("--algorithm", "random_forest", "--hyperparameter", "n_estimators=2"));
        }
        arguments.addAll(List.of("--output", folder.resolve("output").toString()));

        Invocation ran = Invocation.of(arguments.toArray());

        assertThat(ran.code()).as(ran.err()).isEqualTo(error ? 2 : 0);
        assertThat((ran.out() + ran.err()).replace(folder + "/", "")).as(kind).contains(said);
        assertThat(Files.exists(folder.resolve("output"))).isEqualTo(!error);
    }

    @Test
    void everyRowIsUnderstoodAsOne() throws IOException {
        long lines = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| Kind "))
                .count();
        assertThat(rows().count()).isEqualTo(lines).isGreaterThan(50);
    }
}
