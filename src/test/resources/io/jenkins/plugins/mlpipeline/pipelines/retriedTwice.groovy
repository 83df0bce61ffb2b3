node {
  writeFile file: 'evaluation.json', text: EVALUATION
  retry(2) {
    stage('one') {
      mlGate evaluation: 'evaluation.json', gates: 'accuracy>=0.8'
    }
    stage('two') {
      mlGate evaluation: 'evaluation.json', gates: 'accuracy>=0.8'
    }
  }
}
