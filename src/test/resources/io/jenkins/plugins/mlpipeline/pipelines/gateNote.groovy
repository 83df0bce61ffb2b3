node {
  writeFile file: 'evaluation.json', text: EVALUATION
  def verdict = mlGate evaluation: 'evaluation.json', gates: [[metric: 'accuracy', min: 0.94, criticality: 'NOTE'], 'recall>=0.5']
  echo "went on with ${verdict.verdict}"
}
