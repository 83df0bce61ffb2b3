node {
  writeFile file: 'evaluation.json', text: EVALUATION
  stage('quality') {
    def verdict = mlGate evaluation: 'evaluation.json', gates: [[metric: 'accuracy', min: 0.94, criticality: 'UNSTABLE']]
    echo "went on with ${verdict.verdict}"
  }
}
