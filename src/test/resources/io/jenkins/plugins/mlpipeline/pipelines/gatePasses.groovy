node {
  writeFile file: 'evaluation.json', text: EVALUATION
  def verdict = mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.85', [id: 'many', metric: 'recall', min: 0.5]]
  echo "${verdict.verdict} ${verdict.passed} ${verdict.gates.collect { it.id + '=' + it.value }}"
}
