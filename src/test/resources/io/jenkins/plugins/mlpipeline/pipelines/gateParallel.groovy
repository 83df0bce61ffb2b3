node {
  writeFile file: 'evaluation.json', text: EVALUATION
  parallel champion: {
    mlGate id: 'champion', evaluation: 'evaluation.json', gates: ['accuracy>=0.8']
  }, challenger: {
    mlGate id: 'challenger', evaluation: 'evaluation.json', gates: [[metric: 'accuracy', min: 0.9, criticality: 'UNSTABLE']]
  }
}
