package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowHashTest {
    @TempDir
    private Path folder;

    private List<Long> hashes(String text, String... columns) throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), text);
        try (CsvCursor rows = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            RowHash hash = new RowHash(rows.header(), List.of(columns));
            List<Long> all = new ArrayList<>();
            while (rows.next()) {
                all.add(hash.of(rows));
            }
            return all;
        }
    }

    @Test
    void equalContentHasOneHash() throws IOException {
        List<Long> same = hashes("a,b\n1,x\n1.0,x\n+1e0,\"x\"\n 1 ,x\n", "a", "b");
        assertThat(same).hasSize(4);
        assertThat(new HashSet<>(same)).hasSize(1);
        assertThat(hashes("z;b;a\n9;x;1\n", "b", "a")).containsExactly(same.get(0));
        assertThat(new HashSet<>(hashes("a,b\n-0,\n0,NA\n0.0, ? \n", "a", "b"))).hasSize(1);
    }

    @Test
    void differentContentHasAnother() throws IOException {
        List<Long> rows =
                hashes("a,b\n1,2\n2,1\n1,\n,1\n,\nx,y\ny,x\n x,y\nX,y\n1,x\n1.5,x\n1e300,x\n1e999,x\n", "a", "b");
        assertThat(new HashSet<>(rows)).hasSize(13);
        assertThat(hashes("b,a\n1,2\n", "a", "b")).isNotEqualTo(hashes("a,b\n1,2\n", "a", "b"));
        assertThat(hashes("a,b\n1,2\n", "a")).isNotEqualTo(hashes("a,b\n1,2\n", "a", "b"));
    }

    /** Stored hashes must stay comparable: these numbers (dataset_random.py) may never be updated. */
    @Test
    void theHashIsFixed() throws IOException {
        assertThat(hashes("a,b\n1.5,x\n,é\n", "a", "b")).containsExactly(2558138501292965689L, -4787710450744474833L);
    }

    @Test
    void manyRowsHaveManyHashes() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 300; i++) {
            for (int k = 0; k < 300; k++) {
                text.append(i).append(',').append(k).append('\n');
            }
        }
        List<Long> all = hashes(text.toString(), "a", "b");
        assertThat(new HashSet<>(all)).hasSize(90_000);
        // Each bit is set in half of the hashes (standard deviation 150).
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long mask = 1L << bit;
            assertThat(all.stream().filter(h -> (h & mask) != 0).count()).isBetween(44_250L, 45_750L);
        }
    }

    @Test
    void columnsMustBeThere() {
        assertThatThrownBy(() -> new RowHash(List.of("a"), List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not all of [a, b] are in the header");
    }
}
