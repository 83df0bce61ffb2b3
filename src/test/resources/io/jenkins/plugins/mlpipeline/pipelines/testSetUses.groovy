node {
  writeFile file: 'evaluation.json', text: EVALUATION
  mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.85'], maxUses: 1
}
