int attempt = 0
node {
  writeFile file: 'evaluation.json', text: EVALUATION
  mlGate id: 'before', evaluation: 'evaluation.json', gates: 'accuracy>=0.8'
  retry(2) {
    attempt++
    mlGate id: 'first', evaluation: 'evaluation.json', gates: 'accuracy>=0.8'
    stage('inner') {
      mlGate evaluation: 'evaluation.json', gates: 'accuracy>=0.8'
      if (attempt == 1) {
        error 'an agent was lost'
      }
    }
    if (attempt == 2) {
      mlGate id: 'before', evaluation: 'evaluation.json', gates: 'accuracy>=0.8'
    }
  }
}
