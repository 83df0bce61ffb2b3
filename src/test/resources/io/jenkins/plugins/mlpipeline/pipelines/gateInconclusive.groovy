node {
  writeFile file: 'evaluation.json', text: EVALUATION
  def verdict = mlGate evaluation: 'evaluation.json', gates: ['roc_auc>=0.5']
  echo "went on with ${verdict.verdict}"
}
