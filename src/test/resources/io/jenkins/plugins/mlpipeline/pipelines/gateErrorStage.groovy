node {
  writeFile file: 'evaluation.json', text: EVALUATION
  mlGate evaluation: 'evaluation.json', gates: [[metric: 'accuracy', min: 0.94, criticality: 'ERROR']]
  echo 'went on'
}
