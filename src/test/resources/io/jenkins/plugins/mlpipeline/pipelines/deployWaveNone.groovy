mlDeploy manifests: 'deployment.yaml', targets: [[credentialsId: 'kubeconfig']], wave: '0 %'
