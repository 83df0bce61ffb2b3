node {
  writeFile file: 'evaluation.json', text: EVALUATION
  mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.94', 'recall>=0.5']
  echo 'NOT REACHED'
}
