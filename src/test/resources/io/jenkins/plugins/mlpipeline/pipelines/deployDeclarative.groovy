pipeline {
  agent any
  stages {
    stage('judge') {
      steps {
        writeFile file: 'model.onnx', text: 'weights'
        writeFile file: 'evaluation.json', text: EVALUATION
        writeFile file: 'k8s/deployment.yaml', text: env.MANIFEST
        mlGate evaluation: 'evaluation.json', gates: ['accuracy>=0.8']
      }
    }
    stage('deploy') {
      steps {
        script {
          deployed = mlDeploy manifests: 'k8s/', model: 'model.onnx', namespace: env.NAMESPACE, credentialsId: 'kubeconfig',
            images: [fraud: 'registry.example/fraud:2'], stableFor: '0s'
        }
      }
    }
    stage('announce') {
      when { expression { deployed.status == 'DEPLOYED' && deployed.pods.every { it.ready } } }
      steps {
        echo "revision ${deployed.revision} of ${deployed.replicaSet}, before: ${deployed.previous}, rollback: ${deployed.rollback}"
      }
    }
  }
}
