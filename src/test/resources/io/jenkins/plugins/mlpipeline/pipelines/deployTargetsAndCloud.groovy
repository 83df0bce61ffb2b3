mlDeploy manifests: 'deployment.yaml', cloud: 'prod', targets: [[credentialsId: 'kubeconfig']]
