package io.jenkins.plugins.mlpipeline.engine.model.booster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UbJsonTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private Object parse() {
        return UbJson.parse(bytes.toByteArray());
    }

    @Test
    void readsObjectsTextsAndScalars() throws IOException {
        out.writeBytes("{U");
        out.writeByte(1);
        out.writeBytes("aSU");
        out.writeByte(2);
        out.writeBytes("hiU");
        out.writeByte(1);
        out.writeBytes("bl");
        out.writeInt(-70000);
        out.writeBytes("U");
        out.writeByte(1);
        out.writeBytes("cT");
        out.writeBytes("U");
        out.writeByte(1);
        out.writeBytes("dd");
        out.writeFloat(0.1f);
        out.writeBytes("}");

        assertThat(parse()).isEqualTo(Map.of("a", "hi", "b", -70000L, "c", true, "d", (double) 0.1f));
    }

    @Test
    void readsTypedArrays() throws IOException {
        out.writeBytes("[$d#U");
        out.writeByte(2);
        out.writeFloat(0.1f);
        out.writeFloat(Float.NaN);

        assertThat(parse()).isEqualTo(new float[] {0.1f, Float.NaN});
    }

    @Test
    void readsCountedAndOpenArrays() throws IOException {
        out.writeBytes("[#U");
        out.writeByte(2);
        out.writeBytes("[i");
        out.writeByte(-1);
        out.writeBytes("]Z");

        List<?> list = (List<?>) parse();
        assertThat(list.get(0)).isEqualTo(List.of(-1L));
        assertThat(list.get(1)).isNull();
    }

    @Test
    void refusesWhatIsCutOffOrNotUbJson() throws IOException {
        out.writeBytes("[$l#U");
        out.writeByte(3);
        out.writeInt(1);

        assertThatThrownBy(this::parse)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("UBJSON ends in the middle of a value");
        assertThatThrownBy(() -> UbJson.parse(new byte[] {'?'}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("UBJSON has no type ?");
    }
}
