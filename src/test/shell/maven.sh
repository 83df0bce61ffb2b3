# Sourced by ./try and ./verify: sets MVN to a Maven that the plugin's parent accepts (3.9.6 or newer) and defines mvn_run.
# Where the installed one is older, it unpacks a newer one from Maven's own artifact under target/.

mkdir -p target
MVN=${MVN:-mvn}
if ! command -v "$MVN" >/dev/null; then
  echo "Maven is missing: install it, or name it in the environment variable MVN." >&2
  return 70
fi
if ! command -v java >/dev/null && [ -z "${JAVA_HOME:-}" ]; then
  echo "Java is missing: install a JDK 17 or newer." >&2
  return 70
fi

newer_maven() {
  local version=3.9.11
  local home=$PWD/target/maven/apache-maven-$version
  if [ ! -x "$home/bin/mvn" ]; then
    "$MVN" -B -q -f engine-pom.xml org.apache.maven.plugins:maven-dependency-plugin:3.11.0:unpack \
      -Dartifact=org.apache.maven:apache-maven:$version:zip:bin -DoutputDirectory="$PWD/target/maven" >&2 || return 1
    chmod +x "$home/bin/mvn"
  fi
  echo "$home/bin/mvn"
}

maven_version=$("$MVN" -v 2>/dev/null | sed -n '1s/.*Maven \([0-9.]*\).*/\1/p')
if [ "$(printf '%s\n3.9.6\n' "$maven_version" | sort -V | head -n 1)" != 3.9.6 ]; then
  MVN=$(newer_maven) || { echo "Maven $maven_version is too old and a newer one could not be had." >&2; return 70; }
fi

mvn_run() { "$MVN" -B -ntp "$@"; }
