mlDeploy manifests: 'deployment.yaml', credentialsId: 'kubeconfig', wave: 2
