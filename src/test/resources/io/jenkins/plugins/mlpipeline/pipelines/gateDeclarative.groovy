pipeline {
  agent any
  stages {
    stage('measure') {
      steps {
        writeFile file: 'evaluation.json', text: EVALUATION
      }
    }
    stage('gate') {
      steps {
        script {
          verdict = mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.8']
        }
      }
    }
    stage('release') {
      when { expression { verdict.passed } }
      steps {
        echo 'released'
      }
    }
  }
}
