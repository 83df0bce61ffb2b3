package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CsvParserTest {
    /** Gives a text in pieces of a few characters. */
    private static final class Trickle extends StringReader {
        private final SplittableRandom random;

        Trickle(String text, SplittableRandom random) {
            super(text);
            this.random = random;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(length, random.nextInt(1, 4)));
        }
    }

    /** All records with their places; the reason at the end when one can't be parsed. */
    private static List<Object> parse(Reader in, int chars) throws IOException {
        try (CsvParser parser = new CsvParser(in, chars)) {
            parser.delimiter(',');
            List<Object> records = new ArrayList<>();
            try {
                while (parser.next()) {
                    List<Object> record = new ArrayList<>(List.of(parser.line(), parser.lines(), parser.quoted()));
                    for (int i = 0; i < parser.count(); i++) {
                        record.add(parser.text(i));
                    }
                    records.add(record);
                }
            } catch (CsvMalformed e) {
                records.add(e.reason + " at line " + parser.line() + " cell " + parser.count());
            }
            return records;
        }
    }

    private static List<Object> parse(String text) throws IOException {
        return parse(new StringReader(text), 1 << 10);
    }

    @Test
    void aCarriageReturnInQuotesIsText() throws IOException {
        assertThat(parse("1,\"x\ry\"\n2,z\n"))
                .containsExactly(List.of(1L, 2, true, "1", "x\ry"), List.of(3L, 1, false, "2", "z"));
        assertThat(parse("\"\r\n\r\n\n\"\r\n2"))
                .containsExactly(List.of(1L, 4, true, "\r\n\r\n\n"), List.of(5L, 1, false, "2"));
    }

    @Test
    void aByteOrderMarkIsSkippedOnceAtTheBeginning() throws IOException {
        assertThat(parse("\uFEFF\"a\",\uFEFFb")).containsExactly(List.of(1L, 1, false, "a", "\uFEFFb"));
        assertThat(parse("\uFEFF")).isEmpty();
    }

    @Test
    void aLineOfDelimitersHasEmptyCells() throws IOException {
        assertThat(parse(",,\n,")).containsExactly(List.of(1L, 1, false, "", "", ""), List.of(2L, 1, false, "", ""));
    }

    @Test
    void cellsBeyondThoseKeptAreCounted() throws IOException {
        try (CsvParser parser = new CsvParser(new StringReader("a,b,c,d\n1\n"))) {
            parser.delimiter(',');
            parser.keep(2);
            parser.next();
            assertThat(parser.count()).isEqualTo(4);
            assertThat(parser.text(1)).isEqualTo("b");
            parser.next();
            assertThat(parser.text(0)).isEqualTo("1");
        }
    }

    /** Where the buffer ends and how the text arrives makes no difference. */
    @Test
    void buffersOfAnySizeGiveTheSameRecords() throws IOException {
        SplittableRandom random = new SplittableRandom(21);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append("abc1,,,\"\"\"\n\n\r\r\uFEFF".charAt(random.nextInt(15)));
            }
            assertThat(parse(new Trickle(text.toString(), random), random.nextInt(1, 9)))
                    .as(text.toString().replace("\n", "\\n").replace("\r", "\\r"))
                    .isEqualTo(parse(text.toString()));
        }
    }

    /** Texts with quotes, delimiters and all line ends as Python's csv module parses them in strict mode. */
    @Test
    void recordsAreThoseOfPython() throws IOException {
        try (InputStream in = CsvParserTest.class.getResourceAsStream("csv-python.json")) {
            JsonNode golden =
                    Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), JsonNode.class, "golden");
            for (JsonNode one : golden.get("cases")) {
                List<Object> expected = new ArrayList<>();
                for (JsonNode record : one.get("records")) {
                    List<String> cells = new ArrayList<>();
                    record.forEach(cell -> cells.add(cell.textValue()));
                    expected.add(cells);
                }
                List<Object> actual = new ArrayList<>();
                boolean malformed = false;
                for (Object record : parse(one.get("text").textValue())) {
                    malformed |= record instanceof String;
                    if (record instanceof List<?> cells) {
                        actual.add(cells.subList(3, cells.size()));
                    }
                }
                assertThat(malformed)
                        .as(one.toString())
                        .isEqualTo(one.get("error").booleanValue());
                assertThat(actual).as(one.toString()).isEqualTo(expected);
            }
        }
    }
}
