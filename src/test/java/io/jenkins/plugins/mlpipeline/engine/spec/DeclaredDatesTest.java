package io.jenkins.plugins.mlpipeline.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection.Declared;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.DateFeatures;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateForm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are declared as dates. */
class DeclaredDatesTest {
    private static Spec spec(String type) {
        return Spec.parse("apiVersion: ml-pipeline/v1\ncolumns: {born: " + type + "}\n", "ml.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "date, , ",
        "date iso, ISO, ",
        "date dmy, DMY, ",
        "date mdy at 2024-12-31, MDY, 2024-12-31",
        "date at applied, , applied",
        "date seconds at first contact, SECONDS, first contact",
        "date compact, COMPACT, ",
        "date milliseconds, MILLISECONDS, "
    })
    void formAndAgeAreRead(String type, DateForm form, String at) {
        assertThat(spec(type).get(SpecKeys.COLUMNS))
                .containsEntry("born", new Declared(ColumnType.DATE, null, new DateFeatures(form, null, at)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"date ymd", "dates", "date dmy mdy", "Date"})
    void anotherFormIsAnError(String type) {
        assertThatThrownBy(() -> spec(type))
                .isInstanceOf(UserError.class)
                .hasMessage("ml.yaml:2:17: born is \"" + type
                        + "\"; number, category, date (\"date\", \"date dmy\", \"date seconds at"
                        + " 2024-12-31\"; forms are iso, dmy, mdy, compact, seconds, milliseconds), or a list of distinct"
                        + " categories, is expected.");
    }
}
