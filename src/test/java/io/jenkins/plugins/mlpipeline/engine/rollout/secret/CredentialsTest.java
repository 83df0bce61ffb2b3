package io.jenkins.plugins.mlpipeline.engine.rollout.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final String RANDOM = "Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z";

    private static String lines(String text) {
        return text.replace("¶", "\n").replace("RANDOM", RANDOM);
    }

    /** ¶ is a line feed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "password=hunter2 rest|password=*** rest",
                "DB_PASS=hunter2|DB_PASS=***",
                "export DB_PASS='hun ter2' x|export DB_PASS=*** x",
                "dbpass=hunter2|dbpass=***",
                "user=bob;pwd=hunter2;db=x|user=bob;pwd=***;db=x",
                "passphrase: correct horse battery¶next|passphrase: ***¶next",
                "in the middle passphrase: hunter2 next|in the middle passphrase: *** next",
                "{\"password\": \"hunter2\", \"a\": 1}|{\"password\": ***, \"a\": 1}",
                "{\"a\": 1, \"password\": 1234567}|{\"a\": 1, \"password\": ***",
                "{\\\"password\\\":\\\"hunter2\\\",\\\"a\\\":1}|{\\\"password\\\":***,\\\"a\\\":1}",
                "{'password': 'hunter\\'2', 'a': 1}|{'password': ***, 'a': 1}",
                "{\"name\": \"DB_PASSWORD\", \"value\": \"hunter2\"}|{\"name\": \"DB_PASSWORD\", \"value\": ***}",
                "- name: DB_PASSWORD¶  value: hunter2¶- name: A|- name: DB_PASSWORD¶  value: ***¶- name: A",
                "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/x|aws_secret_access_key = ***",
                "clientSecret=hunter2, id=7|clientSecret=***, id=7",
                "x-api-key: hunter2|x-api-key: ***",
                "<password>hunter2</password>|<password>***</password>",
                "<property name=\"db.password\">hunter2</property>|<property name=\"db.password\">***</property>",
                "<entry key='password' >hunter2</entry>|<entry key='password' >***</entry>",
                "mysql --password hunter2 --host db|mysql --password *** --host db",
                "mysql --password=hunter2 --host db|mysql --password=*** --host db",
                "Server=db;User Id=sa;Password=hun,ter2;Encrypt=yes|Server=db;User Id=sa;Password=***;Encrypt=yes",
                "AccountName=x;AccountKey=abc==;Suffix=y|AccountName=x;AccountKey=***;Suffix=y",
                "https://host/x?access_token=abc&b=1|https://host/x?access_token=***&b=1",
                "Authorization: Token hunter2 more¶next|Authorization: Token ***¶next",
                "Authorization: Bearer abc.def|Authorization: Bearer ***",
                "Authorization: Basic dXNlcjpwYXNz|Authorization: Basic ***",
                "Authorization: hunter2|Authorization: ***",
                "curl -H 'Authorization: Bearer abc' https://host/|curl -H 'Authorization: Bearer ***' https://host/",
                "{\"Authorization\":\"Bearer abc\"}|{\"Authorization\":***}",
                "Set-Cookie: SID=abc; Path=/¶next|Set-Cookie: ***¶next",
                "Cookie: a=b; c=d|Cookie: ***",
                "using bearer abcdefghijklmnop now|using bearer *** now",
                "using basic dXNlcjpwYXNzd29yZA== now|using basic *** now",
                "postgres://bank:s3cret@db/x|postgres://bank:***@db/x",
                "postgres://bank:s3/cr@et@db/x@y|postgres://bank:***@db/x@y",
                "redis://:s3cret@db:6379/0|redis://:***@db:6379/0",
                "https://abcdef@host/x|https://***@host/x",
                "connecting to bank:s3cret@db:5432 now|connecting to bank:***@db:5432 now",
                "push ghp_RANDOM done|push *** done",
                "gho_RANDOM|***",
                "github_pat_RANDOM_RANDOM|***",
                "glpat-RANDOM|***",
                "key AKIAABCDEFGHIJKLMNOP used|key *** used",
                "key ASIAABCDEFGHIJKLMNOP used|key *** used",
                "xoxb-123456789012-RANDOM|***",
                "xoxp-123456789012-RANDOM|***",
                "https://hooks.slack.com/services/T0/B0/RANDOM|https://***",
                "sk-RANDOM|***",
                "sk-proj-RANDOM|***",
                "hf_RANDOM|***",
                "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc ok|got *** ok",
                "got eyJhbGciOiJIUzI1NiJ9.eyJzdWI|got ***",
                "key RANDOMRANDOM end|key *** end",
                "+ mysql -u root -phunter2 -h db bank|+ mysql -u root -p*** -h db bank",
                "/usr/bin/mysqldump -p'hun ter2' bank|/usr/bin/mysqldump -p*** bank",
                "mysql -p bank¶Enter it|mysql -p bank¶Enter it",
                "sshpass -p hunter2 ssh bob@host|sshpass -p *** ssh bob@host",
                "sshpass -phun$ter2 ssh host|sshpass -p*** ssh host",
                "docker login -u bob -p hunter2 host|docker login -u bob -p *** host",
                "redis-cli -h db -a hunter2 ping|redis-cli -h db -a *** ping",
                "unzip -P hunter2 a.zip|unzip -P *** a.zip",
                "7z x -phunter2 a.7z|7z x -p*** a.7z",
                "ldapsearch -D cn=a -w hunter2 -b x|ldapsearch -D cn=a -w *** -b x",
                "curl -u bob:hunter2 https://host/|curl -u bob:*** https://host/",
                "curl --user 'bob:hun ter2' https://host/|curl --user 'bob:***' https://host/",
                "curl -U bob:hunter2 x|curl -U bob:*** x",
                "curl --proxy-user bob:hunter2 x|curl --proxy-user bob:*** x",
                "machine host login bob password hunter2|machine host login bob password ***",
                "machine host¶login bob¶password hunter2¶machine|machine host¶login bob¶password ***¶machine",
                "sqlplus scott/tiger@db @run.sql|sqlplus scott/***@db @run.sql",
                "jdbc:oracle:thin:scott/tiger@//db:1521/x|jdbc:oracle:thin:scott/***@//db:1521/x",
                "url=jdbc:oracle:oci:scott/ti/ger@db|url=jdbc:oracle:oci:scott/***@db",
                "card pin: 4711|card pin: ***",
                "USER_PIN=4711|USER_PIN=***",
                "Private-Lines: 2¶AAAB¶CC==¶Private-MAC: 12ab|Private-Lines: 2¶***¶Private-MAC: 12ab"
            })
    void credentialsAreHidden(String text, String masked) {
        assertThat(Credentials.hide(lines(text))).isEqualTo(lines(masked));
    }

    @Test
    void blocksOfYamlAreHidden() {
        assertThat(Credentials.hide("a:\n  secret: |-\n    line one\n\n    line two\n  other: 1"))
                .isEqualTo("a:\n  secret: |-\n    ***\n  other: 1");
        assertThat(Credentials.hide("secret:\n  - a\n  - b\nother: 1")).isEqualTo("secret:\n  ***\nother: 1");
        assertThat(Credentials.hide("Enter password:\nstarting")).isEqualTo("Enter password:\nstarting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokens per second: 7",
                "starting on port 8080",
                "max_new_tokens=256 tokenizer=bpe",
                "pulled fraud:latest@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "http://metrics:9090/api/v1 answers, http://[::1]:80/a@b",
                "secret \"db\" not found",
                "couldn't find key password in Secret bank/db",
                "basic authentication failed for bob@bank.test",
                "sk-learn-estimators-are-not-credentials hf_hub_download_of_a_file",
                "bypass=1 compass: north",
                "docker run -u 1000:1000 -p 8080:80 image",
                "mkdir -p /data && python -u train.py --user bob",
                "DataLoader(pin_memory=True) pinned: 3",
                "the password was not accepted",
                "jdbc:oracle:thin:@db:1521/x",
                "E1129 22:31:07 main.py:17] RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB"
            })
    void ordinaryTextStays(String text) {
        assertThat(Credentials.hide(text)).isEqualTo(text);
    }

    @Test
    void privateKeysAreHiddenWholeAndCutOff() {
        String line = (RANDOM + RANDOM).substring(0, 64);
        String begin = "-----BEGIN RSA PRIVATE KEY-----";
        String end = "-----END RSA PRIVATE KEY-----";
        String whole = String.join("\n", begin, line, line, "Ab3=", end);
        assertThat(Credentials.hide("a\n" + whole + "\nb")).isEqualTo("a\n***\nb");
        assertThat(Credentials.hide("a \"" + whole.replace("\n", "\\n") + "\\n\" b"))
                .isEqualTo("a \"***\\n\" b");
        assertThat(Credentials.hide("a\n" + begin + "\n" + line + "\nAb3d")).isEqualTo("a\n***");
        assertThat(Credentials.hide(line + "\n" + line + "\nAb3=\n" + end + "\nb"))
                .isEqualTo("***\nb");
        assertThat(Credentials.hide("a b\n" + line + "\nAb3=\n" + end + "\nb")).isEqualTo("a b\n***\nb");
        assertThat(Credentials.hide(line + "\n" + line)).isEqualTo("***\n***");
        assertThat(Credentials.hide("-----BEGIN PGP PRIVATE KEY BLOCK-----\nx\n-----END PGP PRIVATE KEY BLOCK-----"))
                .isEqualTo("***");
        String certificate = "-----BEGIN CERTIFICATE-----\nshort\n-----END CERTIFICATE-----";
        assertThat(Credentials.hide(certificate)).isEqualTo(certificate);
    }

    /** What each rule begins with, ends with, or looks ahead for. */
    private static final List<String> FRAGMENTS = List.of(
            "token",
            "token ",
            "token=",
            "token: ",
            "token:\n ",
            "\"token\":\"",
            "'token':'",
            "token=[",
            "token={\n",
            "--token ",
            "<token ",
            "'token'>",
            "<token>",
            "token\",",
            "token,value=",
            "token=a,b",
            "token=a;",
            "Authorization: ",
            "Bearer ",
            "bearer/",
            "basic a",
            "://",
            "a://",
            "a://b:",
            "a://b:1",
            "a:b/",
            "@",
            "a:b@",
            "@@",
            "/",
            "1",
            "f",
            "-",
            "-----BEGIN ",
            "-----BEGIN RSA PRIVATE KEY-----",
            "-----END ",
            "-----END RSA PRIVATE KEY-----",
            "eyJ",
            "eyJA-",
            "sk-",
            "sk-a/",
            "AKIA",
            "ghp_",
            "a=",
            "A1a+",
            "\\",
            "\\\"",
            "'",
            "\"",
            "`",
            "{",
            "[",
            "\n",
            "\n ",
            "  ",
            ".",
            "é",
            "value",
            "mysql -p",
            "mysql ",
            " -p",
            " -u a:",
            " -u ",
            "login password ",
            "sqlplus a/",
            "jdbc:oracle:a/",
            "Private-Lines",
            "Private-Lines\n",
            "|");

    private static long looks(String fragments, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(fragments);
        }
        Counted counted = new Counted(text.toString(), 100L * text.length());
        try {
            Credentials.hide(counted);
        } catch (Counted.TooMany e) {
            throw new AssertionError("too many looks at " + text.substring(0, Math.min(120, length)), e);
        }
        return counted.looks();
    }

    /** No text makes it look at a character more than a bounded number of times, and twice the text is twice the work. */
    @Test
    void theWorkIsInProportionToTheLength() {
        List<String> texts = new ArrayList<>(FRAGMENTS);
        for (String a : FRAGMENTS) {
            FRAGMENTS.forEach(b -> texts.add(a + b));
        }
        Random random = new Random(13);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 3 + random.nextInt(9); j++) {
                text.append(FRAGMENTS
                        .get(random.nextInt(FRAGMENTS.size()))
                        .repeat(1 + random.nextInt(i % 2 == 0 ? 3 : 90)));
            }
            texts.add(text.toString());
        }
        for (String text : texts) {
            long once = looks(text, 4_000);
            long twice = looks(text, 8_000);
            assertThat(twice).as(text.replace("\n", "¶")).isLessThan(once * 5 / 2 + 80_000);
        }
    }

    @Test
    void theLogsOfTheReportAreMaskedAtOnce() {
        for (String log : List.of("token".repeat(16_000), "0123456789abcdef".repeat(5_000), "password".repeat(9_000))) {
            Counted counted = new Counted(log, 60L * log.length());
            assertThat(Credentials.hide(counted)).isEqualTo(log);
        }
    }
}
