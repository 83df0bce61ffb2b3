node {
  writeFile file: 'evaluation.json', text: EVALUATION
  mlGate evaluation: 'evaluation.json', gates: [[metric: 'f1', min: 0.5, criticality: 'NOTE']]
}
