node {
  writeFile file: 'evaluation.json', text: EVALUATION
  def verdict = mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.9']
  echo "went on with ${verdict.verdict}, approved: ${verdict.approved}"
}
