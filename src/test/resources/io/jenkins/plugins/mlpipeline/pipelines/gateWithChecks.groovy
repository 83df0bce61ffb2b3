node {
  writeFile file: 'evaluation.json', text: EVALUATION
  withChecks('Fraud model') {
    mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.85']
  }
}
