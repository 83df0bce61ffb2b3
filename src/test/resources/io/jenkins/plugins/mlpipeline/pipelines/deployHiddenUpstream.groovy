mlDeploy resource: 'deployment/a', restart: true, credentialsId: 'kubeconfig', upstream: 'hidden#1'
