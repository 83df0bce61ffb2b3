mlDeploy manifests: 'deployment.yaml', targets: [[credentialsId: 'kubeconfig', namspace: 'bank']]
