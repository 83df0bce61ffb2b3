pipeline {
  agent none
  stages {
    stage('judge') {
      agent any
      steps {
        writeFile file: 'evaluation.json', text: EVALUATION
        mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.8']
      }
    }
    stage('deploy') {
      steps {
        mlDeploy resource: 'deployment/fraud', restart: true, namespace: env.NAMESPACE, credentialsId: 'kubeconfig',
          stableFor: '0s'
      }
    }
  }
}
