node {
  writeFile file: 'evaluation.json', text: EVALUATION
  mlGate evaluation: 'evaluation.json'ARGUMENTS
}
