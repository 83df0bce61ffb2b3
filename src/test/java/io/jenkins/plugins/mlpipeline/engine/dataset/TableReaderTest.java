package io.jenkins.plugins.mlpipeline.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection.Declared;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
    private static final ColumnSelection LABEL_Y = ColumnSelection.of("y");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("data.csv");
    }

    private TrainingData read(String text, ColumnSelection selection) throws IOException {
        Files.writeString(file, text);
        return TableReader.read(file, CsvFormat.DEFAULT, selection, null, null);
    }

    private void fails(String text, ColumnSelection selection, Task task, List<String> labels, String message)
            throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> TableReader.read(file, CsvFormat.DEFAULT, selection, task, labels))
                .isInstanceOf(UserError.class)
                .hasMessage(message.replace("FILE", file.toString()));
    }

    private static ColumnSelection selection(List<String> features, Set<String> ignore, String rowId) {
        return new ColumnSelection("y", rowId, features, ignore, null, null);
    }

    private static ColumnSelection declared(String column, ColumnType type, List<String> categories) {
        return new ColumnSelection("y", null, null, null, Map.of(column, new Declared(type, categories)), null);
    }

    @Test
    void numbersAndCategoriesAreTold() throws IOException {
        TrainingData data = read("n,c,y\n1,b,no\n?,a,yes\n2.5,,no\n-1e3,b,yes\n", LABEL_Y);
        Table table = data.features();
        assertThat(table.names()).containsExactly("n", "c");
        assertThat(table.numbers(0)).containsExactly(1, Double.NaN, 2.5, -1000);
        assertThat(table.dictionary(1).entries()).containsExactly("a", "b");
        assertThat(table.codes(1)).containsExactly(1, 0, -1, 1);
        assertThat(table.columns())
                .containsExactly(
                        new Column("n", ColumnType.NUMBER, null, -1000.0, 2.5),
                        Column.category("c", List.of("a", "b")));
        assertThat(data.labels().task()).isEqualTo(Task.BINARY);
        assertThat(data.labels().names()).containsExactly("no", "yes");
        assertThat(data.labels().codes()).containsExactly(0, 1, 0, 1);
        assertThat(data.sha256()).isEqualTo(Digest.ofFile(file));
        assertThat(data.header()).containsExactly("n", "c", "y");
        assertThat(data.warnings()).isEmpty();
    }

    @Test
    void aTextAfterNumbersMakesACategoryWithAllTextsVerbatim() throws IOException {
        TrainingData data = read("a,b,y\n,1.0,0\n1.0,2,1\n1,,0\n1.0,3,1\nx,4,0\n", LABEL_Y);
        assertThat(data.features().type(0)).isEqualTo(ColumnType.CATEGORY);
        assertThat(data.features().dictionary(0).entries()).containsExactly("1", "1.0", "x");
        assertThat(data.features().codes(0)).containsExactly(-1, 1, 0, 1, 2);
        assertThat(data.warnings())
                .containsExactly("column \"a\" is read as a category: 3 of 4 values are numbers, but \"x\" on line 6 is"
                        + " not a number. Add that to the missing-value tokens if it means no value.");
    }

    @Test
    void missingCellsBeforeTheFirstTextStayMissing() throws IOException {
        TrainingData data = read("a,y\nNA,0\n,1\nx,0\n", LABEL_Y);
        assertThat(data.features().codes(0)).containsExactly(-1, -1, 0);
        assertThat(data.warnings()).isEmpty();
    }

    @Test
    void integerCodesAreNumbersUnlessDeclared() throws IOException {
        String text = "a,y\n2,0\n1,1\n10,0\n";
        assertThat(read(text, LABEL_Y).features().type(0)).isEqualTo(ColumnType.NUMBER);
        Table found = read(text, declared("a", ColumnType.CATEGORY, null)).features();
        assertThat(found.dictionary(0).entries()).containsExactly("1", "10", "2");
        Table listed = read(text, declared("a", ColumnType.CATEGORY, List.of("1", "2", "3", "10")))
                .features();
        assertThat(listed.dictionary(0).entries()).containsExactly("1", "2", "3", "10");
        assertThat(listed.codes(0)).containsExactly(1, 0, 3);
    }

    @Test
    void aDeclaredTypeIsBinding() throws IOException {
        fails(
                "a,y\n2,0\nx,1\n",
                declared("a", ColumnType.NUMBER, null),
                null,
                null,
                "FILE: line 3, column \"a\": \"x\" is not a number. Correct the cell, add it to the missing-value tokens,"
                        + " have such cells count as missing (csv.badNumbers: missing), or declare the column as a"
                        + " category.");
        fails(
                "a,y\nred,0\ngren,1\n",
                declared("a", ColumnType.CATEGORY, List.of("red", "green")),
                null,
                null,
                "FILE: line 3, column \"a\": \"gren\" is not one of the declared categories."
                        + " Did you mean \"green\"?");
    }

    @Test
    void freeTextIsNoFeatureUnlessDeclared() throws IOException {
        StringBuilder text = new StringBuilder("name,x,y\n");
        for (int i = 0; i < 60; i++) {
            text.append("person ")
                    .append(i)
                    .append(',')
                    .append(i % 7)
                    .append(',')
                    .append(i % 2)
                    .append('\n');
        }
        TrainingData data = read(text.toString(), LABEL_Y);
        assertThat(data.features().names()).containsExactly("x");
        assertThat(data.warnings())
                .containsExactly("column \"name\" has 60 distinct texts in 60 values, like an identifier or free text;"
                        + " it is not used. Declare it as a category (columns, --columns) to use it.");
        fails(
                text.toString(),
                selection(List.of("x", "name"), null, null),
                null,
                null,
                "FILE: column \"name\" has 60 distinct texts in 60 values, more than half as many, like an identifier or"
                        + " free text: as categories they say nothing about other rows. Declare it as a category (columns,"
                        + " --columns) if that is meant, or take it out of features.");
        assertThat(read(text.toString(), declared("name", ColumnType.CATEGORY, null))
                        .features()
                        .names())
                .containsExactly("name", "x");
    }

    @Test
    void decimalCommasAreNoticed() throws IOException {
        StringBuilder text = new StringBuilder("few;many;y\n");
        for (int i = 0; i < 60; i++) {
            text.append(i % 3)
                    .append(",5;")
                    .append(i)
                    .append(",25;")
                    .append(i % 2)
                    .append('\n');
        }
        assertThat(read(text.toString(), selection(null, Set.of("many"), null)).warnings())
                .containsExactly(
                        "column \"few\" is read as a category; its texts are numbers as \"0,5\"; to have them read"
                                + " so give csv.decimal: ',' (--decimal ,).");
        fails(
                text.toString(),
                LABEL_Y,
                null,
                null,
                "FILE: column \"many\" has 60 distinct texts in 60 values; its texts are numbers as \"0,25\"; to have them"
                        + " read so give csv.decimal: ',' (--decimal ,). Otherwise declare it as a category (columns,"
                        + " --columns) if it is one, or name it in ignore.");
    }

    @Test
    void aColumnWithoutValuesIsNoFeature() throws IOException {
        String text = "a,b,y\n,1,0\n?,2,1\n";
        TrainingData data = read(text, LABEL_Y);
        assertThat(data.features().names()).containsExactly("b");
        assertThat(data.warnings()).containsExactly("column \"a\" has no value in any row; it is not used.");
        fails(
                text,
                selection(List.of("a"), null, null),
                null,
                null,
                "FILE: column \"a\" has no value in any row. Fill it, or take it out of features.");
        fails(
                "a,y\n,0\n,1\n",
                LABEL_Y,
                null,
                null,
                "FILE: no column is left to predict \"y\" from. column \"a\" has no value in any row; it is not used.");
        fails("y\n0\n1\n", LABEL_Y, null, null, "FILE: no column is left to predict \"y\" from.");
    }

    @Test
    void aColumnThatCountsTheRowsIsNoticed() throws IOException {
        StringBuilder text = new StringBuilder("row,y\n");
        for (int i = 0; i < 60; i++) {
            text.append(i + 100).append(',').append(i % 2).append('\n');
        }
        TrainingData data = read(text.toString(), LABEL_Y);
        assertThat(data.features().names()).containsExactly("row");
        assertThat(data.warnings())
                .containsExactly("column \"row\" counts the rows; name it in ignore if it says nothing about them.");
    }

    @Test
    void manyCategoriesAreNoticed() throws IOException {
        StringBuilder text = new StringBuilder("a,y\n");
        for (int i = 0; i < 3_003; i++) {
            text.append('k').append(i % 1_001).append(',').append(i % 2).append('\n');
        }
        assertThat(read(text.toString(), LABEL_Y).warnings())
                .containsExactly("column \"a\" has 1001 categories, which makes a large model; name it in ignore if it"
                        + " says little.");
        assertThat(read(text.toString(), selection(List.of("a"), null, null)).warnings())
                .isEmpty();
    }

    @Test
    void moreTextsThanCanBeCategoriesAreNoFeature() throws IOException {
        StringBuilder text = new StringBuilder("a,b,y\n");
        for (int i = 0; i <= ColumnReader.MAX_CATEGORIES; i++) {
            text.append('k').append(i).append(",1,").append(i % 2).append('\n');
        }
        TrainingData data = read(text.toString(), LABEL_Y);
        assertThat(data.features().names()).containsExactly("b");
        assertThat(data.warnings())
                .containsExactly("column \"a\" has more distinct texts than can be categories (100000 are kept); it is"
                        + " not used.");
        String message = "FILE: column \"a\" has more distinct texts than can be categories (100000 are kept)."
                + " Shorten its texts, or ";
        fails(text.toString(), selection(List.of("a"), null, null), null, null, message + "take it out of features.");
        fails(text.toString(), declared("a", ColumnType.CATEGORY, null), null, null, message + "name it in ignore.");
    }

    @Test
    @Tag("slow")
    void moreLabelsThanCanBeClassesAreAnErrorAtOnce() throws IOException {
        StringBuilder text = new StringBuilder("a,y\n");
        for (int i = 0; i <= 1_000_000; i++) {
            text.append("1,k").append(i).append('\n');
        }
        fails(
                text.toString(),
                LABEL_Y,
                null,
                null,
                "FILE: line 1000002, column \"y\": more than 1000000 distinct labels."
                        + " Declare the task regression if the label is a number.");
    }

    @Test
    void columnsAreChosen() throws IOException {
        String text = "a,b,c,id,y\n1,2,3,4,0\n1,2,3,5,1\n";
        assertThat(read(text, selection(null, Set.of("b"), "id")).features().names())
                .containsExactly("a", "c");
        assertThat(read(text, selection(List.of("c", "a"), null, null))
                        .features()
                        .names())
                .containsExactly("a", "c");
        ColumnSelection others = LABEL_Y.withOthers(Set.of("a", "y"));
        TrainingData data = read(text, others);
        assertThat(data.features().names()).containsExactly("b", "c", "id");
        assertThat(data.others().names()).containsExactly("a", "y");
        assertThat(data.warnings())
                .containsExactly("column \"a\" is not used as a feature, because rows are split by it. Name it in"
                        + " features to use it.");
    }

    @Test
    void aWrongChoiceIsAnError() throws IOException {
        String text = "age,b,y\n1,2,0\n1,2,1\n";
        String gone = "FILE: there is no column \"agee\". Did you mean \"age\"?";
        fails(text, selection(List.of("agee"), null, null), null, null, gone);
        fails(text, selection(null, Set.of("agee"), null), null, null, gone);
        fails(text, selection(null, null, "agee"), null, null, gone);
        fails(text, declared("agee", ColumnType.NUMBER, null), null, null, gone);
        fails(text, LABEL_Y.withOthers(Set.of("agee")), null, null, gone);
        fails(text, ColumnSelection.of("agee"), null, null, gone);
        fails(
                text,
                selection(List.of("b", "y"), null, null),
                null,
                null,
                "\"y\" is named in features, but it is the label. Leave it out of one of the two.");
        fails(
                text,
                selection(List.of("b"), Set.of("b"), null),
                null,
                null,
                "\"b\" is named in features, but it is ignored. Leave it out of one of the two.");
        fails(
                text,
                selection(List.of("b"), null, "b"),
                null,
                null,
                "\"b\" is named in features, but it is the row id. Leave it out of one of the two.");
        fails(text, selection(null, null, "y"), null, null, "\"y\" is the label and the row id. Name another row id.");
    }

    @Test
    void aFileWithoutRowsIsAnError() throws IOException {
        fails("a,y\n", LABEL_Y, null, null, "FILE: the file has a header but no rows.");
    }

    @Test
    void aMissingLabelIsAnError() throws IOException {
        for (Task task : Task.values()) {
            fails(
                    "a,y\n1,0\n2,NA\n",
                    LABEL_Y,
                    task,
                    null,
                    "FILE: line 3, column \"y\": the label is missing (\"NA\"). Fill it in, take the row out, or change"
                            + " the missing-value tokens if this is a label.");
        }
    }

    @Test
    void aLabelOutsideTheListIsAnError() throws IOException {
        fails(
                "a,y\n1,good\n2,bda\n",
                LABEL_Y,
                null,
                List.of("good", "bad"),
                "FILE: line 3, column \"y\": \"bda\" is not one of the labels. Did you mean \"bad\"?");
    }

    @Test
    void declaredLabelsKeepTheirOrder() throws IOException {
        Files.writeString(file, "a,y\n1,2.0\n2,1\n3,2\n");
        Labels labels = TableReader.read(file, CsvFormat.DEFAULT, LABEL_Y, null, List.of("2", "1.0"))
                .labels();
        assertThat(labels.names()).containsExactly("2", "1");
        assertThat(labels.codes()).containsExactly(0, 1, 0);
    }

    @Test
    void labelsThatAreNumbersInAnotherFormAreNoClasses() throws IOException {
        String amounts = "a,y\n1,2.50 €\n2,1.20 €\n3,7 €\n";
        String way = "its texts are numbers as \"2.50 €\"; to have them read so give csv.numberSigns: true"
                + " (--number-signs).";
        fails(
                amounts,
                LABEL_Y,
                null,
                null,
                "FILE: column \"y\", the label: " + way + " If they are classes, declare the task multiclass.");
        fails(
                amounts,
                LABEL_Y,
                Task.REGRESSION,
                null,
                "FILE: line 2, column \"y\": \"2.50 €\" is not a number; " + way);

        Files.writeString(file, amounts);
        assertThat(TableReader.read(file, CsvFormat.DEFAULT, LABEL_Y, Task.MULTICLASS, null)
                        .labels()
                        .names())
                .containsExactly("1.20 €", "2.50 €", "7 €");
    }

    @Test
    void aLabelInTheDeclaredFormOfNumbersIsANumber() throws IOException {
        Files.writeString(file, "a,y\n1,2.50 €\n2,1.20 €\n3,7 €\n");
        CsvFormat signs = CsvFormat.DEFAULT.withNumbers(new NumberForm('.', null, true), false);

        Labels labels = TableReader.read(file, signs, LABEL_Y, null, null).labels();

        assertThat(labels.values()).containsExactly(2.5, 1.2, 7);
    }

    @Test
    void aRegressionLabelIsANumber() throws IOException {
        Files.writeString(file, "a,y\n1,2.5\n2,1\n");
        Labels labels = TableReader.read(file, CsvFormat.DEFAULT, LABEL_Y, Task.REGRESSION, null)
                .labels();
        assertThat(labels.values()).containsExactly(2.5, 1);
        fails(
                "a,y\n1,2.5\n2,x\n",
                LABEL_Y,
                Task.REGRESSION,
                null,
                "FILE: line 3, column \"y\": \"x\" is not a number. Correct the cell, add it to the missing-value tokens,"
                        + " have such cells count as missing (csv.badNumbers: missing), or declare the column as a"
                        + " category.");
    }

    @Test
    void anInferredRegressionHasTheSameValues() throws IOException {
        Labels labels = read("a,y\n1,2.50\n2,1\n1,2.5\n", LABEL_Y).labels();
        assertThat(labels.task()).isEqualTo(Task.REGRESSION);
        assertThat(labels.values()).containsExactly(2.5, 1, 2.5);
    }

    private TrainingData readTest(String text, TrainingData train, ColumnSelection selection) throws IOException {
        Files.writeString(file, text);
        return TableReader.readTest(file, CsvFormat.DEFAULT, selection, train.features(), train.labels());
    }

    @Test
    void aTestFileIsReadAsTheTrainingFile() throws IOException {
        TrainingData train = read("n,c,y\n1,7,no\n2,a,yes\n", LABEL_Y);
        TrainingData test = readTest("y;x;c;n\nyes;0;8;5\nno;0;7;NA\n", train, LABEL_Y);
        assertThat(test.features().names()).containsExactly("c", "n");
        assertThat(test.features().dictionary(0).entries()).containsExactly("7", "8");
        assertThat(test.features().numbers(1)).containsExactly(5, Double.NaN);
        assertThat(test.labels().names()).containsExactly("no", "yes");
        assertThat(test.labels().codes()).containsExactly(1, 0);
        assertThatThrownBy(() -> readTest("c,n,y\na,5,maybe\n", train, LABEL_Y))
                .hasMessage(file + ": line 2, column \"y\": \"maybe\" is not one of the labels. Known: no, yes.");
        assertThatThrownBy(() -> readTest("c,m1,y\na,5,yes\n", train, LABEL_Y))
                .hasMessage(file + ": there is no column \"n\". Did you mean \"c\" or \"y\"?");
    }

    @Test
    void aColumnWithoutValuesInTheTestFileIsLeftOutWhereTheUserChoseIt() throws IOException {
        TrainingData train = read("a,b,y\n1,2,no\n3,4,yes\n", LABEL_Y);
        String empty = "a,b,y\n,1,no\n?,2,yes\n";
        assertThatThrownBy(() -> readTest(empty, train, LABEL_Y))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": column \"a\" has no value in any row. Fill it, or name it in ignore.");
        assertThatThrownBy(() -> readTest(empty, train, selection(List.of("a", "b"), null, null)))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": column \"a\" has no value in any row. Fill it, or take it out of features.");
    }

    @Test
    void aTablePartIsNarrowedToItsCategories() throws IOException {
        Table all = read("c,n,y\nb,1,0\na,2,1\nd,3,0\n,4,0\n", LABEL_Y).features();
        Table part = all.select(new int[] {3, 0, 2});
        assertThat(part.dictionary(0).entries()).containsExactly("a", "b", "d");
        Table narrow = part.narrow();
        assertThat(narrow.dictionary(0).entries()).containsExactly("b", "d");
        assertThat(narrow.codes(0)).containsExactly(-1, 0, 1);
        assertThat(narrow.numbers(1)).containsExactly(4, 1, 3);
        assertThat(narrow.rows()).isEqualTo(3);
    }
}
