node {
  writeFile file: 'evaluation.json', text: EVALUATION
  mlGate evaluation: 'evaluation.json', gates: ['acuracy>=0.5']
}
